package cx.warehouse.conform.type;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.testing.SparkTest;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class SparkRowsTest extends SparkTest {

    private static final StructType SCHEMA = StructType.fromDDL("name string, day date, seen timestamp,"
            + " amount decimal(18,2), visits bigint, share double, is_known boolean, extra map<string,string>");

    @Test
    void everyTypedValueIsTheSameInSpark() {
        SparkRows rows = new SparkRows(SCHEMA);
        InternalRow full = rows.row(new Object[] {
            "zoë 🙂",
            LocalDate.parse("1969-12-31"),
            Instant.parse("1969-12-31T23:59:59.999999900Z"),
            new BigDecimal("-12.50"),
            7L,
            0.5,
            true,
            Map.of("colour", "red")
        });
        InternalRow empty = rows.row(new Object[SCHEMA.size()]);
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark().sparkContext());
        Dataset<Row> frame = SparkRows.frame(spark(), context.parallelize(List.of(full, empty), 1), SCHEMA);
        assertThat(frame.schema()).isEqualTo(SCHEMA);
        assertThat(text(frame, "name", "day", "seen", "amount", "visits", "share", "is_known", "extra.colour"))
                .isEqualTo(" |  |  |  |  |  |  | \n"
                        + "zoë 🙂 | 1969-12-31 | 1969-12-31 23:59:59.999999 | -12.50 | 7 | 0.5 | true | red");
    }

    @Test
    void aTextThatFollowsItselfIsEncodedOnce() {
        SparkRows rows = new SparkRows(StructType.fromDDL("name string"));
        String name = "ada";
        assertThat(rows.row(new Object[] {name}).getUTF8String(0))
                .isSameAs(rows.row(new Object[] {name}).getUTF8String(0))
                .hasToString("ada");
        assertThat(rows.row(new Object[] {"bob"}).getUTF8String(0)).hasToString("bob");
    }
}
