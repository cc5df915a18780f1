package cx.warehouse.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cx.warehouse.contract.DeclarationText;
import cx.warehouse.contract.Declarations;
import cx.warehouse.contract.TableContract;
import cx.warehouse.testing.LocalWarehouse;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableColumnsTest {

    private static final TableContract CONTRACT = Declarations.read(List.of(new DeclarationText("m.yaml", """
                    table: mart.m
                    description: d
                    grain: g
                    columns:
                      - {name: event_date, type: date, required: true, description: d}
                      - {name: visits, type: bigint, description: d}
                      - {name: revenue, type: "decimal(28,10)", description: d}
                      - {name: tags, type: "map<string,string>", description: d}
                    """)))
            .table("mart.m")
            .orElseThrow();

    private static List<String> problems(String frame) {
        return TableColumns.problems(StructType.fromDDL(frame), CONTRACT);
    }

    @Test
    void aRequiredColumnIsNotNullable() {
        assertThat(TableColumns.schema(CONTRACT).fields())
                .filteredOn(column -> !column.nullable())
                .extracting(StructField::name)
                .containsExactly("event_date");
    }

    @Test
    void integersAndDecimalsMayGrowAndNothingElseIsCast() {
        assertThat(problems("event_date date, visits int, revenue decimal(20,6), tags map<string,string>"))
                .isEmpty();
        assertThat(problems("event_date date, visits bigint, revenue int, tags map<string,string>"))
                .isEmpty();
        assertThat(problems("event_date string, visits decimal(5,0), revenue decimal(38,10), tags map<string,int>"))
                .containsExactly(
                        "column `event_date` is a string, the contract says date; write cast(... as date)",
                        "column `visits` is a decimal(5,0), the contract says bigint; write cast(... as bigint)",
                        "column `revenue` is a decimal(38,10), the contract says decimal(28,10);"
                                + " write cast(... as decimal(28,10))",
                        "column `tags` is a map<string,int>, the contract says map<string,string>;"
                                + " write cast(... as map<string,string>)");
    }

    @Test
    void aMissingOrExtraColumnIsAProblemAndNeverFilled(@TempDir Path folder) {
        assertThat(problems("event_date date, visit bigint, revenue decimal(28,10), tags map<string,string>"))
                .containsExactly(
                        "column `visits` is missing; did you mean `visit`?",
                        "column `visit` is not in the contract; add it to `columns`, or leave it out");
        try (LocalWarehouse warehouse = LocalWarehouse.in(folder)) {
            assertThatThrownBy(() -> TableColumns.fit(
                            warehouse.engine().session().sql("select date'2026-03-14' as event_date"), CONTRACT))
                    .hasMessageStartingWith("Cannot write mart.m: column `visits` is missing; column `revenue` is");
            assertThat(TableColumns.fit(
                                    warehouse
                                            .engine()
                                            .session()
                                            .sql("select map('a', 'b') as tags, 1 as visits, 2.5BD as revenue,"
                                                    + " date'2026-03-14' as event_date"),
                                    CONTRACT)
                            .first()
                            .toString())
                    .isEqualTo("[2026-03-14,1,2.5000000000,Map(a -> b)]");
        }
    }
}
