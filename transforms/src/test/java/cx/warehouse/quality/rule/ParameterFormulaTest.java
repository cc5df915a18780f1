package cx.warehouse.quality.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cx.warehouse.quality.suite.MetricHistory;
import cx.warehouse.quality.suite.SuiteJson;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ParameterFormulaTest {

    private static final Instant NOW = Instant.parse("2026-03-15T02:00:00Z");

    private static final SuiteParameters PARAMETERS = new SuiteParameters(
            SuiteJson.object().put("most", 9).put("opened", "2026-03-01"), NOW, MetricHistory.none(NOW));

    @Test
    void numbersFollowTheUsualOrder() {
        assertThat(value("1 + most * 2")).isEqualTo("19");
        assertThat(value("(1 + most) / -4")).isEqualTo("-2.5");
        assertThat(value("2 ^ 3 ^ 2")).isEqualTo("512");
        assertThat(value("abs(trunc(-2.7)) + round(PI)")).isEqualTo("5");
    }

    @Test
    void datesTakeDurations() {
        assertThat(value("now() - timedelta(days=1, hours=2)")).isEqualTo("\"2026-03-14T00:00:00Z\"");
        assertThat(value("datetime(2026, 3, 14) + timedelta(1)")).isEqualTo("\"2026-03-15T00:00:00Z\"");
        assertThat(value("opened + timedelta(weeks=1)")).isEqualTo("\"2026-03-08T00:00:00Z\"");
    }

    @Test
    void anInvalidExpressionIsAFaultThatQuotesIt() {
        assertThatThrownBy(() -> value("least + 1"))
                .hasMessage("$PARAMETER \"least + 1\": there is no parameter `least`");
        assertThatThrownBy(() -> value("most +")).hasMessage("$PARAMETER \"most +\": it ends too early");
        assertThatThrownBy(() -> value("now() + 1"))
                .hasMessage("$PARAMETER \"now() + 1\": numbers and dates do not mix");
        assertThatThrownBy(() -> value("most; 1")).hasMessage("$PARAMETER \"most; 1\": cannot read `; 1`");
    }

    @Test
    void aNameAloneStandsForAnyValue() {
        SuiteParameters parameters = new SuiteParameters(
                SuiteJson.object("test", "{\"currencies\": [\"EUR\", \"USD\"]}"),
                Instant.EPOCH,
                MetricHistory.none(Instant.EPOCH));
        assertThat(parameters.resolve(
                        SuiteJson.object("test", "{\"value_set\": {\"$PARAMETER\": \"currencies\"}, \"mostly\": 1}")))
                .hasToString("{\"value_set\":[\"EUR\",\"USD\"],\"mostly\":1}");
        assertThat(parameters.resolve(SuiteJson.object(
                        "test", "{\"max_value\": {\"$PARAMETER\": \"most\", \"$PARAMETER.most\": 3}}")))
                .hasToString("{\"max_value\":3}");
    }

    private static String value(String expression) {
        return new ParameterFormula(expression, PARAMETERS).value().toString();
    }
}
