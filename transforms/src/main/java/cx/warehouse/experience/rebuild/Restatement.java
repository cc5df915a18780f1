package cx.warehouse.experience.rebuild;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import cx.warehouse.experience.CalendarDays;
import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.dimension.DimCustomer;
import cx.warehouse.experience.mart.CustomerExperience;
import cx.warehouse.experience.visit.Visits;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows of one table with current customer keys in place of those that lead to another key.
 *
 * @param table the table with its schema
 * @param replaced the condition on the rows that are replaced: whole days
 * @param rows all rows of these days
 */
public record Restatement(String table, Column replaced, Dataset<Row> rows) {

    /**
     * Finds the rows of some days whose key leads to another one, in every table that holds keys by day. A visit that
     * covers one of these days is restated whole, with its rows on days beside them.
     *
     * @param from first day in the reporting zone
     * @param to last day, included
     * @return one entry per table with such rows; empty when every stored key is current
     */
    public static List<Restatement> find(
            NightTables tables, LocalDate from, LocalDate to, ExperienceSettings settings) {
        Dataset<Row> customers = tables.published(TableNames.DIM_CUSTOMER);
        Dataset<Row> leading = tables.materialize(customers
                .filter(not(col("customer_key").equalTo(col("current_customer_key"))))
                .select(col("customer_key").as("leading_key")));
        Dataset<Row> stored = tables.published(TableNames.VISITS);
        Column isVisitOfDays = Visits.firstDay(settings)
                .leq(lit(to))
                .and(Visits.lastDay(settings).geq(lit(from)));
        Dataset<Row> visits = tables.materialize(withLeadingKeys(stored.where(isVisitOfDays), leading));

        List<Restatement> found = new ArrayList<>();
        SortedSet<LocalDate> firstDays = SourceDays.ofRows(visits).days();
        if (!firstDays.isEmpty()) {
            found.add(of(TableNames.VISITS, stored, "event_date", firstDays, isVisitOfDays, customers));
        }
        Dataset<Row> fact = tables.published(TableNames.FACT);
        TreeSet<LocalDate> factDays =
                CalendarDays.of(withLeadingKeys(fact.where(isBetween("event_date", from, to)), leading)
                        .select("event_date"));
        factDays.addAll(VisitSpan.days(VisitSpan.collect(visits, settings)).days());
        if (!factDays.isEmpty()) {
            Dataset<Row> marked = fact.join(
                    visits.select(col("visit_key").as("restated_visit")),
                    col("visit_key").equalTo(col("restated_visit")),
                    "left");
            Column isRestated =
                    isBetween("event_date", from, to).or(col("restated_visit").isNotNull());
            found.add(of(TableNames.FACT, marked, "event_date", factDays, isRestated, customers));
        }
        Dataset<Row> orders = tables.published(TableNames.FACT_ORDER);
        Column isOrderOfDays = isBetween("order_date", from, to);
        TreeSet<LocalDate> orderDays = CalendarDays.of(
                withLeadingKeys(orders.where(isOrderOfDays), leading).select("order_date"));
        if (!orderDays.isEmpty()) {
            found.add(of(TableNames.FACT_ORDER, orders, "order_date", orderDays, isOrderOfDays, customers));
        }
        return found;
    }

    private static Restatement of(
            String table,
            Dataset<Row> stored,
            String day,
            SortedSet<LocalDate> days,
            Column isRestated,
            Dataset<Row> customers) {
        Column replaced = CalendarDays.isOn(day, days);
        Dataset<Row> rows = stored.where(replaced);
        Column restated = coalesce(isRestated, lit(false));
        Dataset<Row> current = table.equals(TableNames.FACT_ORDER)
                ? DimCustomer.withCurrentKeys(rows.where(restated), customers)
                : CustomerExperience.withCurrentCustomers(rows.where(restated), customers);
        return new Restatement(
                table, replaced, current.unionByName(rows.where(not(restated))).drop("restated_visit"));
    }

    private static Dataset<Row> withLeadingKeys(Dataset<Row> rows, Dataset<Row> leading) {
        return rows.join(leading, col("customer_key").equalTo(col("leading_key")), "left_semi");
    }

    private static Column isBetween(String day, LocalDate from, LocalDate to) {
        return col(day).between(lit(from), lit(to));
    }
}
