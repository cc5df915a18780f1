package cx.warehouse.experience.identity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.explode_outer;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Counts the contacts of one CRM that an identifier value ties, and the different people among them. */
final class TiedContacts {

    /** Number of contacts of one CRM that a value ties; of several CRMs, the greatest number. */
    static final String CONTACTS = "tied_contacts";

    /** Number of different people among the contacts of one CRM; of several CRMs, the greatest number. */
    static final String PEOPLE = "tied_people";

    private static final String CONTACT = ContactProfiles.CONTACT;
    private static final String CRM = "crm";
    private static final String LOGINS = "logins";
    private static final String LOGIN = "login";

    private TiedContacts() {}

    /**
     * One row per value, record and contact: identifier_type, identifier_value, crm, contact, logins (those on the
     * record). Contacts that were merged into another are left out, and a contact ties no contacts.
     *
     * @param values identifier_type, identifier_value
     * @param records frame of {@link IdentityEvidence#records}
     * @param merges frame of {@link IdentityEvidence#merges}
     */
    static Dataset<Row> of(Dataset<Row> values, Dataset<Row> records, Dataset<Row> merges) {
        Dataset<Row> wanted = values.filter(col(Identifiers.TYPE).notEqual(Identifiers.CONTACT))
                .select(Identifiers.TYPE, Identifiers.VALUE);
        Column logins = transform(
                filter(col(IdentityEvidence.IDENTIFIERS), one -> one.getField(Identifiers.TYPE)
                        .equalTo(Identifiers.LOGIN)),
                one -> one.getField(Identifiers.VALUE));
        return records.filter(size(col(IdentityEvidence.CONTACTS)).gt(0))
                .select(
                        explode(col(IdentityEvidence.IDENTIFIERS)).as("one"),
                        col(IdentityEvidence.CONTACTS),
                        logins.as(LOGINS))
                .select(
                        col("one." + Identifiers.TYPE),
                        col("one." + Identifiers.VALUE),
                        col(IdentityEvidence.CONTACTS),
                        col(LOGINS))
                .join(wanted, new String[] {Identifiers.TYPE, Identifiers.VALUE})
                .select(
                        col(Identifiers.TYPE),
                        col(Identifiers.VALUE),
                        explode(col(IdentityEvidence.CONTACTS)).as(CONTACT),
                        col(LOGINS))
                .join(merges.select(CONTACT), new String[] {CONTACT}, "left_anti")
                .withColumn(CRM, substring_index(col(CONTACT), ":", 1));
    }

    /**
     * One row per value: identifier_type, identifier_value, tied_contacts.
     *
     * @param tied frame of {@link #of}
     */
    static Dataset<Row> contacts(Dataset<Row> tied) {
        return greatestOfCrms(tied, count_distinct(col(CONTACT)), CONTACTS);
    }

    /**
     * One row per value: identifier_type, identifier_value, tied_people.
     *
     * <p>Two contacts disagree where both have a first name, a last name, a birth date or a login, and it differs. A
     * missing one disagrees with none. The number of people is the greatest of the numbers of different first names,
     * last names, full names, birth dates and logins, and at least 1. So it never exceeds the true number of people
     * whose profiles are right, and copies of one person are one.
     *
     * <p>The latest profile of a contact counts, so the number does not depend on the nights in which the contacts
     * arrived.
     *
     * @param tied frame of {@link #of}
     * @param profiles conformed.profile of all deliveries
     */
    static Dataset<Row> people(Dataset<Row> tied, Dataset<Row> profiles) {
        Column fullName = when(
                col(ContactProfiles.FIRST_NAME)
                        .isNotNull()
                        .and(col(ContactProfiles.LAST_NAME).isNotNull()),
                struct(col(ContactProfiles.FIRST_NAME), col(ContactProfiles.LAST_NAME)));
        Dataset<Row> described = tied.join(ContactProfiles.latest(tied, profiles), new String[] {CONTACT}, "left")
                .withColumn(LOGIN, explode_outer(col(LOGINS)))
                .withColumn("full_name", fullName);
        return greatestOfCrms(
                described,
                greatest(
                        lit(1L),
                        count_distinct(col(ContactProfiles.FIRST_NAME)),
                        count_distinct(col(ContactProfiles.LAST_NAME)),
                        count_distinct(col("full_name")),
                        count_distinct(col(ContactProfiles.BIRTH_DATE)),
                        count_distinct(col(LOGIN))),
                PEOPLE);
    }

    private static Dataset<Row> greatestOfCrms(Dataset<Row> tied, Column number, String name) {
        return tied.groupBy(Identifiers.TYPE, Identifiers.VALUE, CRM)
                .agg(number.as(name))
                .groupBy(Identifiers.TYPE, Identifiers.VALUE)
                .agg(max(name).as(name));
    }
}
