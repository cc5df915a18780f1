package cx.warehouse.experience.identity;

import cx.warehouse.experience.CountedFrame;
import cx.warehouse.experience.LargePlanTest;
import java.time.LocalDate;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Base of the tests that resolve records into customers. */
abstract class ResolutionTest extends LargePlanTest {

    static final LocalDate FIRST = LocalDate.parse("2026-03-14");
    static final LocalDate SECOND = LocalDate.parse("2026-03-15");

    static IdentityResolution.ResolvedIdentities resolve(
            String identities, String merges, Dataset<Row> prior, LocalDate day) {
        return resolve(
                identities, rows("conformed/profile", "contact_id string, merged_into string", merges), prior, day);
    }

    /** Resolves records into customers, with the profiles of their contacts. */
    static IdentityResolution.ResolvedIdentities resolve(
            String identities, Dataset<Row> profiles, Dataset<Row> prior, LocalDate day) {
        return resolve(identities, profiles, prior, day, 0);
    }

    /** Resolves records that pretend to be many, so that customers are found on the cluster. */
    static IdentityResolution.ResolvedIdentities resolveOnCluster(String identities, Dataset<Row> profiles) {
        return resolve(identities, profiles, IdentityResolution.emptyNodes(spark()), FIRST, Long.MAX_VALUE);
    }

    private static IdentityResolution.ResolvedIdentities resolve(
            String identities, Dataset<Row> profiles, Dataset<Row> prior, LocalDate day, long count) {
        Dataset<Row> rows = rows(
                "conformed/identity",
                "record_key string, identifier_type string, identifier_value string, seen_at timestamp",
                identities);
        return IdentityResolution.resolve(
                new CountedFrame(rows, count),
                profiles,
                prior,
                none("mart/dim_customer"),
                Identifiers.DEFAULT_BLOCKED,
                SETTINGS,
                day,
                FRAMES);
    }

    /** The identifiers of each customer, one customer per line, ordered by its least identifier. */
    static String people(IdentityResolution.ResolvedIdentities resolved) {
        return resolved
                .nodes()
                .selectExpr("customer_key", "concat(identifier_type, ':', identifier_value) node")
                .collectAsList()
                .stream()
                .collect(Collectors.groupingBy(
                        row -> row.getString(0),
                        Collectors.mapping(row -> row.getString(1), Collectors.toCollection(java.util.TreeSet::new))))
                .values()
                .stream()
                .map(nodes -> String.join(" ", nodes))
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    static String key(IdentityResolution.ResolvedIdentities resolved, String value) {
        return resolved.nodes()
                .filter("identifier_value = '" + value + "'")
                .first()
                .getAs("customer_key");
    }
}
