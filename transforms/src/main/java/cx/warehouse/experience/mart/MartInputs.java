package cx.warehouse.experience.mart;

import cx.warehouse.experience.IntermediateFrames;
import cx.warehouse.experience.RewrittenRows;
import java.time.LocalDate;
import java.util.SortedSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The inputs of one table as the load that builds it sees them. */
public interface MartInputs {

    /**
     * The rows of an input, by the name in the declaration ({@code fact_spend}, {@code conformed.spend}): those of the
     * days that the rebuilt days need, or all of them.
     *
     * @throws IllegalArgumentException when the declaration does not name the input
     */
    Dataset<Row> read(String name);

    /**
     * The rows of a shape that this load's deliveries brought, all versions.
     *
     * @throws IllegalArgumentException when the declaration does not name the input
     */
    Dataset<Row> delivered(String name);

    /** True when a delivery of a shape was replaced, so that earlier rows of it may be gone. */
    boolean isReplaced(String name);

    /** One row per account of the reference file: vendor, account_id, account_name, time_zone, currency. */
    Dataset<Row> accounts();

    /** One row per mapped campaign of the reference file campaign_map.csv: visit_campaign, billed_campaign. */
    Dataset<Row> campaignMap();

    /** The same input as readers saw it before this load, all of its rows. */
    Dataset<Row> published(String name);

    /**
     * Both versions of the days of an input that this load wrote; no rows where it wrote none. The first partition of
     * the input is a day.
     *
     * @throws IllegalArgumentException when the declaration does not name the input
     */
    RewrittenRows rewrittenRows(String name);

    /** The rows of the table itself before this load, all of them; none when it was never built. */
    Dataset<Row> prior();

    /** True when the table was never built, or its declaration changed: then it must be built, whatever it had. */
    boolean isFirstBuild();

    /** One row a day and currency: the rates that {@code CurrencyConversion.dailyRates} returns. */
    Dataset<Row> dailyRates();

    /** The days on which this load changed an input whose day is declared; all days of those inputs on a first build. */
    SortedSet<LocalDate> changedDays();

    /** The delivery day that the load is for. */
    LocalDate businessDate();

    /** Computes frames once and stores them for the time of the load. */
    IntermediateFrames frames();
}
