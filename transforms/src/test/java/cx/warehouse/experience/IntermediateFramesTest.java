package cx.warehouse.experience;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.testing.SparkTest;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Tests that the caller decides where rows are stored and whether small frames are broadcast. */
class IntermediateFramesTest extends SparkTest {

    private static final Dataset<Row> ROWS = frame("id int", "1\n2");
    private static final FrameLimits LIMITS = new FrameLimits(100, 10);

    @Test
    void rowsAreMaterializedByTheCaller() {
        List<String> asked = new ArrayList<>();
        IntermediateFrames frames = new IntermediateFrames(
                rows -> {
                    asked.add("now");
                    return rows.localCheckpoint();
                },
                rows -> {
                    asked.add("on use");
                    return rows.localCheckpoint(false);
                },
                true,
                LIMITS);
        assertThat(text(frames.materialize(ROWS), "id")).isEqualTo("1\n2");
        assertThat(text(frames.materializeOnUse(ROWS), "id")).isEqualTo("1\n2");
        assertThat(asked).containsExactly("now", "on use");
    }

    @Test
    void smallFramesAreBroadcast() {
        IntermediateFrames frames = new IntermediateFrames(rows -> rows, rows -> rows, true, LIMITS);
        assertThat(frames.isSmall(ROWS)).isTrue();
        assertThat(plan(frames.broadcastIfSmall(ROWS))).contains("ResolvedHint (strategy=broadcast)");
        Dataset<Row> large = spark().range(LIMITS.broadcastRows() + 1).toDF();
        assertThat(frames.isSmall(spark().range(LIMITS.broadcastRows()).toDF())).isTrue();
        assertThat(frames.isSmall(large)).isFalse();
        assertThat(frames.broadcastIfSmall(large)).isSameAs(large);
    }

    @Test
    void noFrameIsCountedWhereTheSessionBroadcastsNone() {
        IntermediateFrames frames = new IntermediateFrames(rows -> rows, rows -> rows, false, LIMITS);
        Dataset<Row> broken = ROWS.selectExpr("raise_error('counted') as id");
        assertThat(frames.isSmall(broken)).isFalse();
        assertThat(frames.broadcastIfSmall(broken)).isSameAs(broken);
    }

    private static String plan(Dataset<Row> rows) {
        return rows.queryExecution().analyzed().toString();
    }
}
