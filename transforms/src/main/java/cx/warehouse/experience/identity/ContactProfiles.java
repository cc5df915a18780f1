package cx.warehouse.experience.identity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import cx.warehouse.experience.LatestVersions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Reads the attributes by which two contacts of a CRM are compared. */
final class ContactProfiles {

    static final String CONTACT = "contact";
    static final String FIRST_NAME = "first_name";
    static final String LAST_NAME = "last_name";
    static final String BIRTH_DATE = "birth_date";

    private ContactProfiles() {}

    /**
     * One row per contact with a profile: contact (normalized), first_name, last_name (both trimmed and in lower case;
     * null when empty), birth_date. The latest profile of a contact counts.
     *
     * @param contacts contact; the contacts that are wanted
     * @param profiles conformed.profile of all deliveries
     */
    static Dataset<Row> latest(Dataset<Row> contacts, Dataset<Row> profiles) {
        Dataset<Row> wanted = profiles.withColumn(CONTACT, IdentityEvidence.contact(col("contact_id")))
                .join(contacts.select(CONTACT).distinct(), new String[] {CONTACT}, "left_semi");
        return LatestVersions.latest(wanted, CONTACT)
                .select(
                        col(CONTACT),
                        comparable(FIRST_NAME).as(FIRST_NAME),
                        comparable(LAST_NAME).as(LAST_NAME),
                        col(BIRTH_DATE));
    }

    private static Column comparable(String name) {
        Column text = lower(trim(col(name)));
        return when(length(text).gt(0), text);
    }
}
