package cx.warehouse.experience;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What a night changes in days that were built before: the rows of some visitors, some interactions, some keys. */
public final class FactDays {

    private FactDays() {}

    /**
     * A day's rows with those of some visitors of one source put in place of the old ones.
     *
     * @param existing rows of the fact of whole days, as published
     * @param rebuilt rows of the fact for all interactions of the visitors on those days, from their visits
     * @param visitors visitor_key of those whose events changed; all their rows of {@code source} go
     */
    public static Dataset<Row> replaceVisitors(
            Dataset<Row> existing, Dataset<Row> rebuilt, Dataset<Row> visitors, String source) {
        Dataset<Row> gone = visitors.select(col("visitor_key").as("gone_key")).distinct();
        Dataset<Row> stays = existing.join(
                gone, col("source").equalTo(source).and(col("visitor_key").equalTo(col("gone_key"))), "left_anti");
        return replaceInteractions(stays, rebuilt);
    }

    /**
     * A day's rows with some interactions put in place of their old versions.
     *
     * @param existing rows of the fact of whole days, as published
     * @param rebuilt rows of the fact, one an interaction_id; of an interaction that is in both only this one stays
     */
    public static Dataset<Row> replaceInteractions(Dataset<Row> existing, Dataset<Row> rebuilt) {
        Dataset<Row> again = rebuilt.select(col("interaction_id").as("rebuilt_id"));
        return existing.join(again, col("interaction_id").equalTo(col("rebuilt_id")), "left_anti")
                .unionByName(rebuilt);
    }

    /**
     * The same rows with the customer keys that changed put right; all other columns as they were.
     *
     * @param rows any rows with customer_key
     * @param changed one row a key: old_key, new_key; small
     */
    public static Dataset<Row> rekeyed(Dataset<Row> rows, Dataset<Row> changed) {
        Column[] shape = Arrays.stream(rows.columns())
                .map(name -> name.equals("customer_key")
                        ? coalesce(col("changed_to"), col("customer_key")).as("customer_key")
                        : col(name))
                .toArray(Column[]::new);
        return rows.join(
                        changed.select(
                                col("old_key").as("changed_from"),
                                col("new_key").as("changed_to")),
                        col("customer_key").equalTo(col("changed_from")),
                        "left")
                .select(shape);
    }

    /** The days among these rows that hold a changed key, one row a day: event_date. */
    public static Dataset<Row> daysOf(Dataset<Row> rows, Dataset<Row> changed) {
        return rows.join(
                        changed.select(col("old_key").as("changed_from")),
                        col("customer_key").equalTo(col("changed_from")),
                        "left_semi")
                .select("event_date")
                .distinct();
    }

    /**
     * The days in the reporting zone on which these rows happened, one row a day: event_date.
     *
     * @param instant the column that says when
     */
    public static Dataset<Row> days(Dataset<Row> rows, String instant, ExperienceSettings settings) {
        return rows.select(Fact.day(col(instant), settings).as("event_date")).distinct();
    }

    /**
     * The days in the reporting zone of which each source tells: source, event_date as text; one row a source and day.
     *
     * @param interactions conformed.interaction, or its source and occurred_at alone
     */
    public static Dataset<Row> bySource(Dataset<Row> interactions, ExperienceSettings settings) {
        return interactions
                .select(
                        col("source"),
                        Fact.day(col("occurred_at"), settings).cast("string").as("event_date"))
                .filter(col("event_date").isNotNull())
                .distinct();
    }
}
