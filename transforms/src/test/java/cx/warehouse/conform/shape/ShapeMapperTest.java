package cx.warehouse.conform.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cx.warehouse.conform.TestContracts;
import cx.warehouse.contract.DeclarationText;
import cx.warehouse.contract.Declarations;
import cx.warehouse.contract.SourceContract;
import cx.warehouse.contract.TableContract;
import cx.warehouse.testing.SparkTest;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Typed rows mapped to a shape by expressions. */
class ShapeMapperTest extends SparkTest {
    private static final DeclarationText TABLE = new DeclarationText("part.yaml", """
            table: conformed.part
            description: Parts.
            grain: one row a part
            key: [record_key, part]
            columns:
              - {name: record_key, type: string, required: true, description: key}
              - {name: part, type: string, required: true, description: part}
              - {name: size, type: int, description: size}
              - {name: zone, type: string, description: zone}
              - {name: source, type: string, required: true, description: source}
              - {name: business_date, type: date, required: true, description: day}
            """);

    @Test
    void aValueThatDoesNotFitBecomesNull() {
        assertThat(shape("{part: note, size: amount * 1000000, zone: account.time_zone}"))
                .isEqualTo("a1 | x;y | 7000000 | Europe/Berlin | shop_sale\na2 | z |  | Europe/Berlin | shop_sale");
    }

    @Test
    void anArrayIsUnnested() {
        assertThat(shape("{where: id = 'a1', unnest: {item: \"split(note, ';')\"}, part: item, size: \"1\"}"))
                .isEqualTo("a1 | x | 1 |  | shop_sale\na1 | y | 1 |  | shop_sale");
    }

    @Test
    void severalMapsFillAShapeTogether() {
        String flat = """
                [{part: "'first'", size: amount}, {where: amount > 100, part: "'large'"}, {where: note is null, part: "'never'"}]""";
        assertThat(shape(flat))
                .isEqualTo(
                        "a1 | first | 7 |  | shop_sale\na2 | first | 99999999 |  | shop_sale\na2 | large |  |  | shop_sale");
        String nested = """
                [{part: "'whole'"}, {where: id = 'a1', unnest: {item: "split(note, ';')"}, part: item}]""";
        assertThat(shape(nested))
                .isEqualTo("a1 | whole |  |  | shop_sale\na1 | x |  |  | shop_sale\na1 | y |  |  | shop_sale\n"
                        + "a2 | whole |  |  | shop_sale");
    }

    @Test
    void aShapeThatIsNotFilledIsRefused() {
        SourceContract contract = TestContracts.csv();
        Dataset<Row> rows = spark().emptyDataFrame();
        assertThatThrownBy(() -> ShapeMapper.fillShape(rows, contract, "spend", null, TestContracts.ACCOUNTS))
                .hasMessage("Cannot fill spend: shop_sale has no map for it");
    }

    private static String shape(String mapping) {
        Declarations all = Declarations.read(List.of(TABLE, TestContracts.shopFilling(mapping)));
        SourceContract contract = all.sources().get(0);
        TableContract table = all.tables().get(0);
        Dataset<Row> rows = frame(
                "id string, note string, amount decimal(18,2), account_id string, business_date date,"
                        + " source_file string, source_line bigint, load_id string",
                "a1 | x;y | 7 | eu | 2026-04-07 | f | 2 | l\na2 | z | 99999999 | eu | 2026-04-07 | f | 3 | l");
        return text(
                ShapeMapper.fillShape(rows, contract, "part", table, TestContracts.ACCOUNTS),
                "record_key",
                "part",
                "size",
                "zone",
                "source");
    }
}
