package cx.warehouse.experience.fact;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import cx.warehouse.experience.LatestVersions;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Compares {@code fact_spend} with the rows of the sources, summed by another way than that of {@link FactSpend}. */
public final class SpendBalance {

    private static final String[] CELL = {"source", "account_id", "currency", "spend_date"};
    private static final String EXPORTS = "exports";

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
        Column[] account = columns("platform", "account_id", "spend_date");
        Dataset<Row> alone = spend.groupBy(account)
                .agg(count_distinct(col("source")).as(EXPORTS))
                .where(col(EXPORTS).equalTo(1))
                .select(account);
        String[] accountNames = alone.columns();
        Dataset<Row> delivered = LatestVersions.ofLatestSource(
                        FactSpend.withoutSubstitutes(spend), "record_key", "source", "account_id", "spend_date")
                .filter(LatestVersions.isNotWithdrawn())
                .join(alone, accountNames, "left_semi")
                .select(columns(with("cost")))
                .withColumn("side", lit("delivered"));
        Dataset<Row> published = fact.join(alone, accountNames, "left_semi")
                .select(columns(with("cost")))
                .withColumn("side", lit("fact"));
        Column ofDelivered = sum(when(col("side").equalTo("delivered"), col("cost")));
        Column ofFact = sum(when(col("side").equalTo("fact"), col("cost")));
        return delivered
                .unionByName(published)
                .groupBy(columns(CELL))
                .agg(ofDelivered.as("delivered"), ofFact.as("published"))
                .where(coalesce(col("delivered"), lit(0)).notEqual(coalesce(col("published"), lit(0))))
                .orderBy(columns(CELL))
                .select(concat(
                        col("source"),
                        lit(", account "),
                        col("account_id"),
                        lit(", "),
                        col("spend_date").cast("string"),
                        lit(": the files say "),
                        concat_ws(" ", coalesce(col("delivered"), lit(0)).cast("string"), col("currency")),
                        lit(", the fact "),
                        concat_ws(" ", coalesce(col("published"), lit(0)).cast("string"), col("currency"))));
    }

    private static String[] with(String further) {
        String[] names = Arrays.copyOf(CELL, CELL.length + 1);
        names[CELL.length] = further;
        return names;
    }

    private static Column[] columns(String... names) {
        return Arrays.stream(names).map(name -> col(name)).toArray(Column[]::new);
    }
}
