package cx.warehouse.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** Prints a row with a column of every type as CSV and JSON. */
class RowPrinterTest {

    private static final String QUERY = """
            select 'Café, "Paris"' as name, 1.50::decimal(18, 6) as cost, null as nothing, date '2026-03-14' as day,
                timestamptz '2026-03-14 09:00:00+02' as at, map {'b': '2', 'a': '1'} as extra, ['x', null] as drift,
                '{"EUR": 1.5}'::json as money, true as is_online""";

    @Test
    void csvIsWrittenToItsEnd() throws SQLException {
        assertThat(print(RowPrinter.OutputFormat.CSV)).isEqualToNormalizingNewlines("""
                name,cost,nothing,day,at,extra,drift,money,is_online
                "Café, ""Paris""\",1.500000,,2026-03-14,2026-03-14T07:00:00Z,"{""a"":""1"",""b"":""2""}","[""x"",null]","{""EUR"": 1.5}",true
                """);
    }

    @Test
    void jsonKeepsNumbersAndNestedValues() throws SQLException {
        assertThat(print(RowPrinter.OutputFormat.JSON).strip())
                .isEqualTo(
                        "[{\"name\":\"Café, \\\"Paris\\\"\",\"cost\":1.500000,\"nothing\":null,\"day\":\"2026-03-14\","
                                + "\"at\":\"2026-03-14T07:00:00Z\",\"extra\":{\"a\":\"1\",\"b\":\"2\"},\"drift\":[\"x\",null],"
                                + "\"money\":{\"EUR\": 1.5},\"is_online\":true}]");
    }

    private static String print(RowPrinter.OutputFormat format) throws SQLException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement();
                ResultSet rows = statement.executeQuery(QUERY)) {
            RowPrinter.print(rows, format, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
