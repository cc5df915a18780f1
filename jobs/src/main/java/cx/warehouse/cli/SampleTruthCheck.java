package cx.warehouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import cx.warehouse.cli.show.JsonPrinter;
import cx.warehouse.settings.Settings;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Compares the published tables with the truth that was planted in a sample. */
final class SampleTruthCheck {

    private record PlantedMetric(String name, String sql, String pointer) {}

    private static final List<PlantedMetric> METRICS = List.of(
            new PlantedMetric("visits", "select sum(visits) from mart_channel_day", "/visits/total"),
            new PlantedMetric("orders", "select sum(orders) from mart_channel_day", "/orders/count"),
            new PlantedMetric("revenue (USD)", "select sum(revenue) from mart_channel_day", "/orders/gross_usd"),
            new PlantedMetric(
                    "ad spend (USD)",
                    "select sum(cost_reporting) from fact_spend where channel <> 'Affiliates'",
                    "/spend/total_usd"),
            new PlantedMetric(
                    "partners (USD)",
                    "select sum(cost_reporting) from fact_spend where channel = 'Affiliates'",
                    "/affiliate/total_cost_usd"),
            new PlantedMetric(
                    "portal visits",
                    "select count(*) from fact_customer_experience"
                            + " where interaction_type = 'visit' and channel = '(not marketing)'",
                    "/portal/visits"),
            new PlantedMetric(
                    "promoter score",
                    "select 100.0 * (count(*) filter (satisfaction_score >= 9) - count(*) filter (satisfaction_score < 7))"
                            + " / nullif(count(*), 0) from fact_customer_experience where satisfaction_scale = 'nps'",
                    "/survey/score"),
            new PlantedMetric(
                    "customers",
                    "select count(*) from dim_customer where not is_anonymous and customer_key = current_customer_key",
                    "/customers/people"));

    /**
     * The result of the comparison.
     *
     * @param isSame true when every metric agrees
     * @param lines one line of text for each metric
     */
    record Comparison(boolean isSame, List<String> lines) {
        Comparison {
            lines = List.copyOf(lines);
        }
    }

    private SampleTruthCheck() {}

    /** Compares every metric with its planted value. Values agree when they differ by less than half a cent. */
    static Comparison compare(Settings settings, Path truth) throws IOException {
        JsonNode planted = JsonPrinter.MAPPER.readTree(truth.toFile());
        boolean isAllSame = true;
        List<String> lines = new ArrayList<>();
        try (DuckDbQueries analyst = DuckDbQueries.open(settings, null);
                Statement statement = analyst.connection().createStatement()) {
            for (PlantedMetric figure : METRICS) {
                BigDecimal wanted = new BigDecimal(planted.at(figure.pointer()).asText("0"));
                BigDecimal found;
                try (ResultSet row = statement.executeQuery(figure.sql())) {
                    row.next();
                    found = row.getBigDecimal(1);
                }
                boolean isSame = found != null && found.subtract(wanted).abs().compareTo(new BigDecimal("0.005")) < 0;
                isAllSame &= isSame;
                lines.add(String.format(
                        "%-16s %14s  planted %14s  %s",
                        figure.name(),
                        found == null ? "none" : found.stripTrailingZeros().toPlainString(),
                        wanted.stripTrailingZeros().toPlainString(),
                        isSame ? "agrees" : "DIFFERS"));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new Comparison(isAllSame, lines);
    }
}
