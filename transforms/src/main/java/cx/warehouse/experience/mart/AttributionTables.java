package cx.warehouse.experience.mart;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.unix_micros;

import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.RewrittenRows;
import cx.warehouse.experience.attribution.MartAttribution;
import cx.warehouse.experience.attribution.MartJourney;
import cx.warehouse.experience.attribution.MartPath;
import cx.warehouse.experience.attribution.PathStep;
import cx.warehouse.experience.channel.DimCampaign;
import cx.warehouse.experience.dimension.DimCustomer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Builds the tables of paths and credit from the inputs of a load. */
final class AttributionTables {

    private static final String ORDERS = "fact_order";
    private static final String VISITS = "state.visit";
    private static final String CUSTOMERS = "dim_customer";

    private static final String STEPS = "path_step";

    private static final String[] CUSTOMER = {"customer_key"};

    /** Everything of a visit and of a step that a journey shows. */
    private static final String[] VISIT = {"customer_key", "visit_key", "visit_started_at", "channel", "campaign_key"};

    private static final String[] STEP = {
        "customer_key", "conversion_key", "converted_at", "revenue", "touchpoint_key", "channel", "campaign_key"
    };

    private AttributionTables() {}

    static Dataset<Row> steps(MartInputs in, ExperienceSettings settings) {
        return PathStep.rows(in.read(ORDERS), in.read(VISITS), in.read(CUSTOMERS), settings);
    }

    /**
     * The days of conversions that a key changed which leads to another person now: orders under that key, and orders of
     * its former and its new person after a visit under that key.
     */
    static Dataset<Row> redirectedDays(MartInputs in, ExperienceSettings settings) {
        RewrittenRows customers = in.rewrittenRows(CUSTOMERS);
        Dataset<Row> orders = in.read(ORDERS).select("customer_key", "ordered_at", "order_date");
        if (customers.count() == 0) {
            return orders.limit(0).select("order_date");
        }
        Dataset<Row> redirected = in.frames()
                .broadcastIfSmall(DimCustomer.redirectedKeys(customers.before(), customers.now()), customers.count());
        Dataset<Row> movedVisits = in.read(VISITS)
                .join(redirected, CUSTOMER)
                .select(
                        explode(array(col("former_lead"), col("current_customer_key")))
                                .as("person"),
                        col("visit_started_at"));
        Column age = unix_micros(col("ordered_at")).minus(unix_micros(col("visit_started_at")));
        long lookback = settings.attribution().paths().lookback().toNanos() / 1000;
        Dataset<Row> ofPersons = orders.join(
                        in.read(CUSTOMERS).select("customer_key", "current_customer_key"), CUSTOMER)
                .join(
                        movedVisits,
                        col("current_customer_key").equalTo(col("person")).and(age.between(0, lookback)),
                        "left_semi");
        return orders.join(redirected, CUSTOMER, "left_semi")
                .select("order_date")
                .unionByName(ofPersons.select("order_date"));
    }

    static Dataset<Row> journeys(MartInputs in, ExperienceSettings settings) {
        return MartJourney.rows(
                in.read(STEPS),
                in.read(VISITS),
                in.read(ORDERS),
                in.read(CUSTOMERS).select("customer_key", "current_customer_key"),
                settings);
    }

    /** The journeys of people with other visits, other conversions or other keys. */
    static KeyedRows changedJourneys(MartInputs in, ExperienceSettings settings) {
        RewrittenRows visits = in.rewrittenRows(VISITS);
        RewrittenRows steps = in.rewrittenRows(STEPS);
        RewrittenRows customers = in.rewrittenRows(CUSTOMERS);
        Dataset<Row> all = in.read(CUSTOMERS).select("customer_key", "current_customer_key");
        Dataset<Row> ofVisits = all.join(visits.changedValues(VISIT), CUSTOMER, "left_semi")
                .select(col("current_customer_key").as("customer_key"));
        Dataset<Row> ofSteps = steps.changedValues(STEP).where("customer_key is not null");
        Dataset<Row> redirected = DimCustomer.redirectedKeys(customers.before(), customers.now())
                .select(explode(array(col("former_lead"), col("current_customer_key")))
                        .as("customer_key"));
        Dataset<Row> people = in.frames()
                .broadcastIfSmall(
                        ofVisits.unionByName(ofSteps.select("customer_key"))
                                .unionByName(redirected)
                                .distinct(),
                        visits.count() + steps.count() + customers.count());
        Dataset<Row> keys = all.join(
                people.withColumnRenamed("customer_key", "current_customer_key"),
                new String[] {"current_customer_key"},
                "left_semi");
        return new KeyedRows(
                people,
                MartJourney.rows(
                        in.read(STEPS).join(people, CUSTOMER, "left_semi"),
                        in.read(VISITS),
                        in.read(ORDERS),
                        keys,
                        settings));
    }

    static Dataset<Row> attribution(MartInputs in, ExperienceSettings settings) {
        return MartAttribution.rows(
                in.read(STEPS),
                in.read("mart_journey"),
                in.read("fact_spend"),
                in.read("dim_campaign"),
                in.campaignMap(),
                settings);
    }

    /** The months in which the mart shows a former name of a campaign. */
    static Dataset<Row> renamedCampaignMonths(MartInputs in) {
        Dataset<Row> names = DimCampaign.formerNames(in.published("dim_campaign"), in.read("dim_campaign"))
                .select(col(DimCampaign.CAMPAIGN_NAME).as("name"));
        return in.prior()
                .where("level = 'campaign'")
                .join(names, new String[] {"name"}, "left_semi")
                .select("month");
    }

    static Dataset<Row> paths(MartInputs in, ExperienceSettings settings) {
        return MartPath.rows(in.read("mart_journey"), settings);
    }
}
