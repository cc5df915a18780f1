package cx.warehouse.conform.shape;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.conform.TestContracts;
import cx.warehouse.contract.DeclarationException;
import cx.warehouse.contract.DeclarationText;
import cx.warehouse.contract.Declarations;
import cx.warehouse.testing.SparkTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Expressions of contracts, checked by Spark without rows. */
class ShapeRulesTest extends SparkTest {
    private static final String TABLE = """
            table: conformed.part
            description: Parts.
            grain: one row a part
            key: [record_key, part]
            columns:
              - {name: record_key, type: string, required: true, description: key}
              - {name: part, type: string, required: true, description: part}
              - {name: size, type: int, description: size}
            """;

    @Test
    void theProjectsContractsAreUnderstood() {
        assertThat(ShapeRules.problems(spark(), TestContracts.all())).isEmpty();
    }

    @Test
    void goodExpressionsOfEveryKindAreUnderstood() {
        assertThat(faults("""
                [{where: amount > 1 and account.currency = 'EUR', part: "extra['a']", size: account.time_zone},
                 {unnest: {item: "split(note, ';')"}, where: item <> '', part: "transform(array(item), x -> x || id)[0]"}]""")).isEmpty();
    }

    @Test
    void everyInvalidExpressionIsNamedWithItsKeyAndALikelyFix() {
        assertThat(faults("{where: amont > 100, part: note ||, size: \"nul_if(amount, 1)\"}"))
                .isEqualTo("""
                shop.yaml: 3 problems
                  conform.part.where   `amont > 100`: no column `amont`; did you mean `amount`?
                  conform.part.part    `note ||`: Syntax error at or near end of input
                  conform.part.size    `nul_if(amount, 1)`: Cannot resolve routine `nul_if`""");
    }

    @Test
    void validSqlThatDoesNotFitIsNamed() {
        assertThat(faults("""
                [{where: note, part: "'a'"}, {unnest: {item: note}, part: item}, {part: id, size: "map(id, note)"},
                 {part: id, size: "count(*)"}]""")).isEqualTo("""
                shop.yaml: 4 problems
                  conform.part.1.where    `note`: Cannot resolve "note" due to data type mismatch: Filter expression "note" of type \
                "STRING" is not a boolean
                  conform.part.2.unnest   `note`: Cannot resolve "explode(note)" due to data type mismatch: The first parameter \
                requires the ("ARRAY" or "MAP") type, however "note" has the type "STRING"
                  conform.part.3.size     `map(id, note)`: Cannot resolve "TRY_CAST(map(id, note) AS INT)" due to data type \
                mismatch: cannot cast "MAP<STRING, STRING>" to "INT"
                  conform.part.4.size     `count(*)`: The query does not include a GROUP BY clause. Add GROUP BY or turn it into \
                the window functions using OVER clauses""");
    }

    @Test
    void aTypeThatIsNoneIsAFaultOfItsTable() {
        Declarations declared = declarations(TABLE.replace("type: int", "type: itn"), "{part: id}");
        assertThat(new DeclarationException(ShapeRules.problems(spark(), declared)))
                .hasMessage(
                        "part.yaml: 1 problem\n  columns.size.type   `itn` is no type of Spark SQL; did you mean `int`?");
    }

    private static String faults(String mapping) {
        var problems = ShapeRules.problems(spark(), declarations(TABLE, mapping));
        return problems.isEmpty() ? "" : new DeclarationException(problems).getMessage();
    }

    private static Declarations declarations(String table, String mapping) {
        return Declarations.read(List.of(new DeclarationText("part.yaml", table), TestContracts.shopFilling(mapping)));
    }
}
