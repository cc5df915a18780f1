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
                    return rows.localCheckpoint();
                },
                rows -> {
                    asked.add("on use");
                    return rows.localCheckpoint(false);
                },
                0);
        assertThat(text(frames.materialize(ROWS), "id")).isEqualTo("1\n2");
        assertThat(text(frames.materializeOnUse(ROWS), "id")).isEqualTo("1\n2");
        assertThat(asked).containsExactly("now", "on use");
    }

    @Test
    void framesAreSmallUpToTheCallersLimit() {
        IntermediateFrames frames = new IntermediateFrames(rows -> rows, rows -> rows, 2);
        assertThat(frames.isSmall(ROWS)).isTrue();
        assertThat(frames.isSmall(ROWS.union(ROWS))).isFalse();
        Dataset<Row> broken = ROWS.selectExpr("raise_error('counted') as id");
        assertThat(new IntermediateFrames(rows -> rows, rows -> rows, 0).isSmall(broken))
                .as("nothing is counted where the session never broadcasts")
                .isFalse();
    }
}
