package cx.warehouse.experience.visit;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.last;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.Interaction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Numbers the visits of a visitor for whom the vendor sends no sessions. A long pause opens a visit; the settings may
 * add midnight and a change of campaign.
 */
final class VisitNumbers {

    private static final String OPENS = "opens";
    private static final String INDEX = "visit_index";

    private VisitNumbers() {}

    /**
     * Adds {@code visit_of_visitor}: the vendor's session, else the number of the visit among the visitor's visits
     * without session.
     *
     * @param events frame of {@link VisitEvents#addSourceAndPerson}
     */
    static Dataset<Row> addVisitNumbers(Dataset<Row> events, ExperienceSettings settings) {
        WindowSpec inTime = Window.partitionBy(Interaction.SOURCE, WebEvents.VISITOR, Interaction.SESSION_ID)
                .orderBy(Interaction.OCCURRED_AT, Interaction.INTERACTION_KEY);
        Column moment = unix_micros(col(Interaction.OCCURRED_AT));
        Column opens = moment.minus(lag(moment, 1).over(inTime))
                .gt(settings.visits().visitGap().toNanos() / 1000);
        if (settings.visits().splitAtMidnight()) {
            Column day = to_date(from_utc_timestamp(col(Interaction.OCCURRED_AT), settings.zone()));
            opens = opens.or(day.notEqual(lag(day, 1).over(inTime)));
        }
        Dataset<Row> byPause = events.withColumn(OPENS, when(opens, 1).otherwise(0))
                .withColumn(INDEX, sum(col(OPENS)).over(inTime));
        Dataset<Row> numbered = settings.visits().splitOnCampaignChange() ? splitByCampaign(byPause) : byPause;
        return numbered.withColumn(WebEvents.VISIT, WebEvents.visit(col(Interaction.SESSION_ID), col(INDEX)));
    }

    private static Dataset<Row> splitByCampaign(Dataset<Row> visits) {
        WindowSpec inVisit = Window.partitionBy(Interaction.SOURCE, WebEvents.VISITOR, Interaction.SESSION_ID, INDEX)
                .orderBy(Interaction.OCCURRED_AT, Interaction.INTERACTION_KEY);
        WindowSpec inTime = Window.partitionBy(Interaction.SOURCE, WebEvents.VISITOR, Interaction.SESSION_ID)
                .orderBy(INDEX, Interaction.OCCURRED_AT, Interaction.INTERACTION_KEY);
        Column campaign = col(TrafficSource.TRAFFIC_SOURCE).getField("campaign");
        Column before = last(campaign, true).over(inVisit.rowsBetween(Window.unboundedPreceding(), -1));
        Column isFirst = row_number().over(inVisit).equalTo(1);
        Column changes =
                campaign.isNotNull().and(isFirst.equalTo(false)).and(coalesce(campaign.notEqual(before), lit(true)));
        return visits.withColumn(OPENS, when(isFirst.or(changes), 1).otherwise(0))
                .withColumn(INDEX, sum(col(OPENS)).over(inTime));
    }
}
