package cx.warehouse.experience;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.testing.SparkTest;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Tests that the caller decides where rows are stored, and which frames are small. */
class IntermediateFramesTest extends SparkTest {

    private static final Dataset<Row> ROWS = frame("id int", "1\n2");

    @Test
    void rowsAreMaterializedByTheCaller() {
        List<String> asked = new ArrayList<>();
        IntermediateFrames frames = new IntermediateFrames(
                rows -> {
                    asked.add("now");
                    return new CountedFrame(rows.localCheckpoint(), 2);
                },
                rows -> {
                    asked.add("on use");
                    return rows.localCheckpoint(false);
                },
                0);
        assertThat(text(frames.materialize(ROWS), "id")).isEqualTo("1\n2");
        assertThat(text(frames.materializeOnUse(ROWS), "id")).isEqualTo("1\n2");
        assertThat(frames.materializeAndCount(ROWS).count()).isEqualTo(2);
        assertThat(asked).containsExactly("now", "on use", "now");
    }

    @Test
    void framesAreSmallUpToTheCallersLimit() {
        IntermediateFrames frames = new IntermediateFrames(rows -> new CountedFrame(rows, 2), rows -> rows, 2);
        assertThat(frames.isSmall(new CountedFrame(ROWS, 2))).isTrue();
        assertThat(frames.isSmall(new CountedFrame(ROWS, 3))).isFalse();
        assertThat(plan(frames.broadcastIfSmall(new CountedFrame(ROWS, 2)))).contains("broadcast");
        assertThat(plan(frames.broadcastIfSmall(new CountedFrame(ROWS, 3)))).doesNotContain("broadcast");
        IntermediateFrames never = new IntermediateFrames(rows -> new CountedFrame(rows, 0), rows -> rows, 0);
        assertThat(never.isSmall(new CountedFrame(ROWS, 0)))
                .as("a session that never broadcasts")
                .isFalse();
    }

    @Test
    void anEmptyFrameIsAbsent() {
        assertThat(new CountedFrame(ROWS.limit(0), 0).ifAny()).isEmpty();
        assertThat(new CountedFrame(ROWS, 2).ifAny()).containsSame(ROWS);
    }

    private static String plan(Dataset<Row> rows) {
        return rows.queryExecution().logical().toString();
    }
}
