package cx.warehouse.experience.fact;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.format_string;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import cx.warehouse.experience.LatestVersions;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Compares {@code fact_spend} with the rows of the sources, summed by another way than that of {@link FactSpend}. */
public final class SpendBalance {

    private static final String[] CELL = {"source", "account_id", "currency", "spend_date"};

    private SpendBalance() {}

    /**
     * One text per source, account, currency and day whose cost is not that of the latest versions of the vendor's
     * rows; none where all agree. Days on which two exports report one account of a platform are left out, because
     * only the later of two equal rows counts there.
     *
     * @param spend conformed.spend, all versions of some days
     * @param fact fact_spend of the same days
     */
    public static Dataset<Row> differences(Dataset<Row> spend, Dataset<Row> fact) {
        String[] account = {"platform", "account_id", "spend_date"};
        Dataset<Row> alone = spend.groupBy(columns(account))
                .agg(count_distinct(col("source")).as("exports"))
                .where("exports = 1")
                .select(columns(account));
        Dataset<Row> delivered = LatestVersions.ofLatestSource(
                        FactSpend.withoutSubstitutes(spend), "record_key", "source", "account_id", "spend_date")
                .filter(LatestVersions.isNotWithdrawn())
                .join(alone, account, "left_semi");
        Dataset<Row> published = fact.join(alone, account, "left_semi");
        Column ofFiles = coalesce(col("of_files"), lit(0));
        Column ofFact = coalesce(col("of_fact"), lit(0));
        return cost(delivered, "of_files")
                .join(cost(published, "of_fact"), CELL, "full")
                .where(ofFiles.notEqual(ofFact))
                .orderBy(columns(CELL))
                .select(format_string(
                        "%s, account %s, %s: the files say %s %s, the fact %s %s",
                        col("source"),
                        col("account_id"),
                        col("spend_date").cast("string"),
                        ofFiles.cast("string"),
                        col("currency"),
                        ofFact.cast("string"),
                        col("currency")));
    }

    private static Dataset<Row> cost(Dataset<Row> rows, String name) {
        return rows.groupBy(columns(CELL)).agg(sum("cost").as(name));
    }

    private static Column[] columns(String... names) {
        return Arrays.stream(names).map(name -> col(name)).toArray(Column[]::new);
    }
}
