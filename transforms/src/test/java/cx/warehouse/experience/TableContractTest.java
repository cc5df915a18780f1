package cx.warehouse.experience;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.experience.channel.DimCampaign;
import cx.warehouse.experience.dimension.BridgeIdentity;
import cx.warehouse.experience.dimension.CustomerHistory;
import cx.warehouse.experience.dimension.DimChannel;
import cx.warehouse.experience.dimension.DimCustomer;
import cx.warehouse.experience.dimension.DimDate;
import cx.warehouse.experience.fact.FactCoverage;
import cx.warehouse.experience.fact.FactOrder;
import cx.warehouse.experience.fact.FactPostDay;
import cx.warehouse.experience.fact.FactSpend;
import cx.warehouse.experience.fact.FactVisitCost;
import cx.warehouse.experience.fact.InteractionRows;
import cx.warehouse.experience.identity.Identifiers;
import cx.warehouse.experience.identity.IdentityResolution;
import cx.warehouse.experience.visit.Visits;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Compares the frames of the functions, and the column names in the code, with the contracts in {@code schemas/tables}.
 */
class TableContractTest extends ExperienceTest {

    private static Map<String, String> shape(Dataset<Row> frame) {
        Map<String, String> shape = new LinkedHashMap<>();
        Arrays.stream(frame.schema().fields())
                .forEach(field -> shape.put(
                        field.name(),
                        field.dataType()
                                .sql()
                                .toLowerCase(java.util.Locale.ROOT)
                                .replace(", ", ",")));
        return shape;
    }

    @Test
    void theColumnNamesInTheCodeAreThoseOfConformedInteraction() {
        List<String> names = Arrays.stream(Interaction.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .map(TableContractTest::value)
                .toList();
        assertThat(names)
                .containsExactlyElementsOf(columns("conformed/interaction").keySet());
    }

    @Test
    void theColumnListsInTheCodeAreThoseOfTheContracts() {
        assertThat(FactCustomerExperience.COLUMNS)
                .containsExactlyElementsOf(
                        columns("mart/fact_customer_experience").keySet());
    }

    @TestFactory
    Stream<DynamicTest> everyFunctionReturnsTheShapeOfItsTable() {
        Dataset<Row> persons = persons("");
        Dataset<Row> orders = none("mart/fact_order");
        Dataset<Row> fact = none("mart/fact_customer_experience");
        Dataset<Row> visitors = frame("visitor_key string, first_seen_at timestamp", "");
        IdentityResolution.ResolvedIdentities resolved = IdentityResolution.resolve(
                new CountedFrame(none("conformed/identity"), 0),
                none("conformed/profile"),
                IdentityResolution.emptyNodes(spark()),
                none("mart/dim_customer"),
                Identifiers.DEFAULT_BLOCKED,
                SETTINGS,
                LocalDate.parse("2026-03-14"),
                FRAMES);
        Dataset<Row> logins = Visits.logins(none("state/visit"));
        Map<String, Dataset<Row>> frames = new LinkedHashMap<>();
        frames.put(
                "fact_customer_experience of visits", facts(none("conformed/interaction"), emptyLookups(), SETTINGS));
        frames.put(
                "fact_customer_experience of interactions",
                InteractionRows.of(none("conformed/interaction"), persons, orders, rates(), SETTINGS));
        frames.put("fact_visit_cost", FactVisitCost.rows(none("state/visit"), none("mart/fact_spend")));
        frames.put("fact_spend", FactSpend.rows(none("conformed/spend"), rates(), SETTINGS));
        frames.put(
                "fact_order",
                FactOrder.rows(none("conformed/sales_order"), persons, none("state/visit"), rates(), SETTINGS));
        frames.put("fact_post_day", FactPostDay.rows(none("conformed/post_metric")));
        frames.put("fact_coverage", FactCoverage.rows(none("conformed/coverage"), SETTINGS));
        frames.put("dim_customer", DimCustomer.rows(none("mart/dim_customer"), resolved, visitors, logins, SETTINGS));
        Dataset<Row> redirected = DimCustomer.redirectedKeys(none("mart/dim_customer"), none("mart/dim_customer"));
        frames.put(
                "customer_history",
                CustomerHistory.rows(
                        none("mart/customer_history"),
                        CustomerHistory.changes(resolved.changes(), redirected, LocalDate.parse("2026-03-15"))));
        frames.put(
                "bridge_identity",
                BridgeIdentity.rows(resolved.nodes(), visitors, logins, none("mart/dim_customer"), SETTINGS));
        frames.put(
                "dim_campaign",
                DimCampaign.rows(
                        none("conformed/spend"),
                        none("conformed/ad_click"),
                        fact,
                        none("mart/dim_campaign"),
                        SETTINGS));
        frames.put("dim_channel", DimChannel.rows(spark(), SETTINGS));
        frames.put(
                "dim_date",
                DimDate.rows(spark(), LocalDate.parse("2026-03-14"), LocalDate.parse("2026-03-15"), SETTINGS));
        return frames.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> assertThat(shape(entry.getValue()))
                        .containsExactlyEntriesOf(
                                columns("mart/" + entry.getKey().split(" ")[0]))));
    }

    private static String value(Field field) {
        try {
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
