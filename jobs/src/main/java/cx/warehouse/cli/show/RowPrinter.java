package cx.warehouse.cli.show;

import com.fasterxml.jackson.core.JsonGenerator;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.duckdb.JsonNode;

/** Prints the rows of a query: as a table for people, as CSV or JSON for programs. */
public final class RowPrinter {

    private static final int MAX_TABLE_ROWS = 1_000;

    /** The format in which rows are printed. */
    public enum OutputFormat {
        TABLE,
        CSV,
        JSON
    }

    private RowPrinter() {}

    public static void print(ResultSet rows, OutputFormat format, PrintStream out) throws SQLException {
        try {
            switch (format) {
                case TABLE -> printTable(rows, out);
                case CSV -> printCsv(rows, out);
                case JSON -> printJson(rows, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.flush();
    }

    private static void printTable(ResultSet rows, PrintStream out) throws SQLException {
        List<String> names = names(rows);
        List<List<String>> shown = new ArrayList<>();
        boolean isMore = false;
        while (rows.next()) {
            if (shown.size() == MAX_TABLE_ROWS) {
                isMore = true;
                break;
            }
            shown.add(cells(rows, names.size()));
        }
        out.println(TextTable.draw(names, shown));
        if (isMore) {
            out.println("... only the first " + MAX_TABLE_ROWS + " rows are shown; --format csv or json prints all.");
        }
    }

    private static void printCsv(ResultSet rows, PrintStream out) throws SQLException, IOException {
        List<String> names = names(rows);
        CsvWriter csv = CsvWriter.builder().build(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        csv.writeRecord(names);
        while (rows.next()) {
            csv.writeRecord(cells(rows, names.size()));
        }
        csv.flush();
    }

    private static void printJson(ResultSet rows, PrintStream out) throws SQLException, IOException {
        List<String> names = names(rows);
        JsonGenerator json = JsonPrinter.MAPPER.getFactory().createGenerator(out);
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.writeStartArray();
        while (rows.next()) {
            json.writeStartObject();
            for (int i = 0; i < names.size(); i++) {
                json.writeFieldName(names.get(i));
                writeValue(json, toPlainValue(rows.getObject(i + 1)));
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.close();
        out.println();
    }

    /**
     * Writes one value: numbers and booleans as such, maps and lists as JSON objects and arrays, all others as text.
     */
    public static void writeValue(JsonGenerator json, Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof BigDecimal decimal) {
            json.writeNumber(decimal.toPlainString());
        } else if (value instanceof Long || value instanceof Integer || value instanceof Short) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof Double number && Double.isFinite(number)) {
            json.writeNumber(number);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof java.math.BigInteger whole) {
            json.writeNumber(whole);
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(String.valueOf(entry.getKey()));
                writeValue(json, entry.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object item : list) {
                writeValue(json, item);
            }
            json.writeEndArray();
        } else if (value instanceof JsonNode document) {
            json.writeRawValue(document.toString());
        } else {
            json.writeString(toText(value));
        }
    }

    private static List<String> cells(ResultSet rows, int count) throws SQLException {
        List<String> cells = new ArrayList<>(count);
        for (int i = 1; i <= count; i++) {
            cells.add(toText(toPlainValue(rows.getObject(i))));
        }
        return cells;
    }

    /** A value as a cell of a table: empty for null, timestamps in UTC, maps and lists as JSON. */
    public static String toText(Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof OffsetDateTime at) {
            return at.toInstant().toString();
        }
        if (value instanceof Map || value instanceof List) {
            StringWriter text = new StringWriter();
            try (JsonGenerator json = JsonPrinter.MAPPER.getFactory().createGenerator(text)) {
                writeValue(json, value);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return text.toString();
        }
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
    }

    /** Sorts DuckDB's maps by key, and converts its arrays to lists. */
    private static Object toPlainValue(Object value) throws SQLException {
        if (value instanceof Map<?, ?> map) {
            return new TreeMap<>(map);
        }
        return value instanceof Array array ? Arrays.asList((Object[]) array.getArray()) : value;
    }

    private static List<String> names(ResultSet rows) throws SQLException {
        ResultSetMetaData meta = rows.getMetaData();
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            names.add(meta.getColumnLabel(i));
        }
        return names;
    }
}
