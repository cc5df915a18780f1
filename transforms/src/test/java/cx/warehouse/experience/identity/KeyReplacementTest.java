package cx.warehouse.experience.identity;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.testing.SparkTest;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Tests the replacement of customer keys that ended in a merge. */
class KeyReplacementTest extends SparkTest {

    private static final Dataset<Row> ROWS =
            frame("interaction_id string, customer_key string, event_date date, source string", """
            i1 | k2 | 2026-03-01 | web
            i2 | k1 | 2026-03-02 | web
            i3 | | 2026-03-03 | web
            """);

    private static final Dataset<Row> CHANGED = frame("old_key string, new_key string", "k2 | k1");

    @Test
    void rowsOfAnEndedKeyGetTheOneThatReplacesIt() {
        Dataset<Row> replaced = KeyReplacement.replaceKeys(ROWS, CHANGED);
        assertThat(replaced.columns()).containsExactly(ROWS.columns());
        assertThat(text(replaced, "interaction_id", "customer_key")).isEqualTo("i1 | k1\ni2 | k1\ni3 | ");
    }
}
