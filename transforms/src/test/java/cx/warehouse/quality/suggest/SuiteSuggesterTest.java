package cx.warehouse.quality.suggest;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.quality.QualityTest;
import cx.warehouse.quality.Validator;
import cx.warehouse.quality.suite.Suite;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

class SuiteSuggesterTest extends QualityTest {

    /** Orders of 200 rows, in which each column has one trait to find. */
    private static Dataset<Row> orders() {
        return spark().range(200)
                .selectExpr(
                        "concat('ORD-', lpad(id * 7, 5, '0')) order_id",
                        "cast(id % 40 as string) customer_id",
                        "concat('ada', id, '@example.com') contact",
                        "element_at(array('open', 'paid', 'sent', 'back'), cast(id % 4 + 1 as int)) status",
                        "if(id % 3 = 0, 'EUR', 'USD') currency",
                        "if(id % 20 = 0, null, cast(id % 90 + 0.5 as decimal(18,2))) total",
                        "cast(id % 5 + 1 as int) rating",
                        "id % 9 / 8D share",
                        "date_add(date '2026-03-01', cast(id % 14 as int)) ordered_on",
                        "cast(date_add(date '2026-03-01', cast(id % 14 as int)) as string) shipped_on",
                        "if(id % 50 = 0, 'n/a', cast(id / 4 as string)) weight",
                        "concat('Please ring ', id, ' times, the bell is broken') remark",
                        "element_at(array('Ada', 'Alan', 'Grace'), cast(id % 3 + 1 as int)) first_name",
                        "if(id < 150, null, 'x') coupon",
                        "map('a', id) extra");
    }

    /** Type, column, arguments, severity and note of each expectation except the first, one per line. */
    private static String lines(Suite suite) {
        return suite.expectations().stream()
                .skip(1)
                .map(expectation -> {
                    var kwargs = expectation.kwargs().deepCopy();
                    String column = kwargs.path("column").asText("table");
                    kwargs.remove("column");
                    return column + " " + expectation.type().replaceFirst("expect_(column_values|table)_(to_)?", "")
                            + " "
                            + kwargs + " " + expectation.severity().word() + ": "
                            + expectation.others().path("notes").asText();
                })
                .collect(Collectors.joining("\n"));
    }

    @Test
    void suggestsWhatAPersonWouldExpectOfTheseRows() {
        assertThat(lines(SuiteSuggester.suggest("orders", orders(), SCANS))).isEqualTo("""
                table row_count_to_be_between {"min_value":100,"max_value":400} warning: Half to twice of the 200 rows seen
                order_id not_be_null {} critical: No null in 200 rows
                order_id be_unique {} critical: No value twice in 200 rows
                order_id match_regex {"regex":"^ORD-[0-9]{5}$"} warning: All are built like this: AAA-00000
                customer_id not_be_null {} critical: No null in 200 rows
                customer_id match_regex {"regex":"^[0-9]+$"} warning: All are whole numbers
                contact not_be_null {} critical: No null in 200 rows
                contact match_regex {"regex":"^[^@\\\\s]+@[^@\\\\s]+\\\\.[^@\\\\s]+$"} warning: All are e-mail addresses
                status not_be_null {} critical: No null in 200 rows
                status be_in_set {"value_set":["back","open","paid","sent"]} warning: 4 values in 200 rows, the rarest 50 times
                currency not_be_null {} critical: No null in 200 rows
                currency match_regex {"regex":"^[A-Z]{3}$"} warning: All are ISO currency codes
                total be_of_type {"type_":"DecimalType"} critical: Its type is DecimalType
                total not_be_null {"mostly":0.9} warning: Present in 95% of 200 rows
                total be_between {"min_value":0,"max_value":500} warning: Seen from 0.5 to 89.5, 41.8 on average
                rating be_in_type_list {"type_list":["IntegerType","LongType"]} critical: Its type is IntegerType
                rating not_be_null {} critical: No null in 200 rows
                rating be_between {"min_value":1,"max_value":5} warning: Every whole number from 1 to 5 was often seen
                share be_of_type {"type_":"DoubleType"} critical: Its type is DoubleType
                share not_be_null {} critical: No null in 200 rows
                share be_between {"min_value":0,"max_value":1} warning: Seen from 0 to 1, 0.496 on average
                ordered_on be_of_type {"type_":"DateType"} critical: Its type is DateType
                ordered_on not_be_null {} critical: No null in 200 rows
                ordered_on be_between {"min_value":"2025-01-01"} warning: Seen from 2026-03-01 to 2026-03-14
                shipped_on not_be_null {} critical: No null in 200 rows
                shipped_on match_strftime_format {"strftime_format":"%Y-%m-%d"} warning: All are ISO dates
                weight not_be_null {} critical: No null in 200 rows
                weight match_regex {"regex":"^[0-9]+(\\\\.[0-9]+)?$","mostly":0.94} warning: 98% are decimal numbers
                remark not_be_null {} critical: No null in 200 rows
                first_name not_be_null {} critical: No null in 200 rows
                extra be_of_type {"type_":"MapType"} critical: Its type is MapType
                extra not_be_null {} critical: No null in 200 rows""");
    }

    @Test
    void theRowsSeenMeetTheirOwnSuite() {
        Suite written = Suite.read(
                "orders", SuiteSuggester.suggest("orders", orders(), SCANS).toJson());
        assertThat(Validator.validate(orders(), written, OPTIONS).results())
                .hasSize(33)
                .allSatisfy(result ->
                        assertThat(result.success()).as(result.summary()).isTrue());
    }

    @Test
    void theSameRowsInAnotherOrderGiveTheSameSuite() {
        Dataset<Row> shuffled = orders().repartition(3, functions.col("weight")).sort("remark");
        assertThat(SuiteSuggester.suggest("orders", shuffled, SCANS).toJson())
                .isEqualTo(SuiteSuggester.suggest("orders", orders(), SCANS).toJson());
    }

    @Test
    void noPersonalValueIsShown() {
        assertThat(SuiteSuggester.suggest("orders", orders(), SCANS).toJson())
                .doesNotContain("ada", "Ada", "Grace", "ring");
    }

    @Test
    void namesOfWorkersAreNotShown() {
        String people = "element_at(array('Ada', 'Alan', 'Grace'), cast(id % 3 + 1 as int)) ";
        Dataset<Row> tickets = spark().range(30)
                .selectExpr(people + "owner", people + "assignee", people + "sales_rep", people + "customer_segment");
        assertThat(lines(SuiteSuggester.suggest("tickets", tickets, SCANS))).isEqualTo("""
                table row_count_to_be_between {"min_value":15,"max_value":60} warning: Half to twice of the 30 rows seen
                owner not_be_null {} critical: No null in 30 rows
                assignee not_be_null {} critical: No null in 30 rows
                sales_rep not_be_null {} critical: No null in 30 rows
                customer_segment not_be_null {} critical: No null in 30 rows
                customer_segment be_in_set {"value_set":["Ada","Alan","Grace"]} warning: 3 values in 30 rows, the rarest 10 times""");
    }

    @Test
    void rareValuesAreNotExpected() {
        Dataset<Row> few = frame("status string, note_id string, delay int, load_id string", """
                open | a1 |   | 2026-03-14-x
                open | b2 |   | 2026-03-14-x
                paid | c3 | 4 | 2026-03-14-x
                """);
        assertThat(lines(SuiteSuggester.suggest("orders", few, SCANS))).isEqualTo("""
                status not_be_null {} warning: No null in 3 rows
                note_id not_be_null {} warning: No null in 3 rows
                delay be_in_type_list {"type_list":["IntegerType","LongType"]} critical: Its type is IntegerType
                delay be_between {"min_value":0} warning: Always 4
                load_id not_be_null {} warning: No null in 3 rows""");
    }

    @Test
    void numbersTooGreatToReckonWithHaveNoRange() {
        Dataset<Row> great = spark().range(30)
                .selectExpr(
                        "if(id % 2 = 0, 1e308D, -1e308D) swing",
                        "1.7e308D - id * 1e300D mass", "if(id = 7, 1.7e308D, 0D) burst", "id % 2 * 1e152D far");
        assertThat(lines(SuiteSuggester.suggest("stars", great, SCANS))
                        .lines()
                        .filter(line -> line.contains("be_between {\"min")))
                .hasSize(2)
                .anyMatch(line -> line.startsWith("table "))
                .anyMatch(line -> line.startsWith("far "));
    }

    @Test
    void aKindThatManyValuesAreOfIsNoSet() {
        Dataset<Row> open = spark().range(400)
                .selectExpr(
                        "if(id < 5, concat('once', substr('abcde', cast(id + 1 as int), 1)), 'often') medium",
                        "concat('kind', repeat('a', cast(id % 25 as int))) kind");
        assertThat(lines(SuiteSuggester.suggest("visits", open, SCANS))).doesNotContain("be_in_set");
    }

    @Test
    void aTableWithoutRowsGivesOnlyItsColumns() {
        Dataset<Row> none = frame("order_id string, cost double", "");
        assertThat(SuiteSuggester.suggest("orders", none, SCANS).toJson()).isEqualTo("""
                {
                  "name": "orders",
                  "notes": "Suggested from 0 rows; review it before use",
                  "meta": {},
                  "expectations": [
                    {"type":"expect_table_columns_to_match_set","kwargs":{"column_set":["order_id","cost"],"exact_match":false},\
                "meta":{},"notes":"The columns seen; further ones may be added"},
                    {"type":"expect_column_values_to_be_of_type","kwargs":{"column":"cost","type_":"DoubleType"},\
                "meta":{},"notes":"Its type is DoubleType"}
                  ]
                }
                """);
    }
}
