package cx.warehouse.checks;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.ObjectMapper;
import cx.warehouse.files.FileStore;
import cx.warehouse.quality.Validator;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Iterator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * The rows for which a load was refused, kept whole until somebody has looked: {@code broken/<table>/<load id>.jsonl}, a
 * line a row with the expectations it broke. Beside the quarantine, and as confidential.
 */
final class BrokenRowsFile {

    /** As many as a person looks through, and a fault that all rows share fills no disk. */
    private static final int MOST = 10_000;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private BrokenRowsFile() {}

    /**
     * Writes rows of {@code table}.
     *
     * @param rows their own columns and {@code expectations_broken}
     * @return where they are, or null when there are none: the suite was broken by a table, not by rows
     */
    static String write(FileStore root, String table, LocalDate date, String loadId, Dataset<Row> rows) {
        Iterator<Row> broken = rows.select(
                        functions.to_json(functions.col(Validator.EXPECTATIONS_BROKEN)),
                        functions.to_json(functions.struct(columns(rows))))
                .limit(MOST)
                .toLocalIterator();
        if (!broken.hasNext()) {
            return null;
        }
        String path = "broken/" + table + "/" + loadId + ".jsonl";
        root.write(path, out -> {
            try (JsonGenerator json = MAPPER.getFactory().createGenerator(out)) {
                json.setRootValueSeparator(new SerializedString("\n"));
                while (broken.hasNext()) {
                    Row row = broken.next();
                    json.writeStartObject();
                    json.writeStringField("table_name", table);
                    json.writeStringField("business_date", date.toString());
                    json.writeStringField("load_id", loadId);
                    json.writeFieldName("expectations");
                    json.writeRawValue(row.getString(0));
                    json.writeFieldName("row");
                    json.writeRawValue(row.getString(1));
                    json.writeEndObject();
                }
            }
        });
        return root.uri(path);
    }

    private static Column[] columns(Dataset<Row> rows) {
        return Arrays.stream(rows.columns())
                .filter(name -> !name.equals(Validator.EXPECTATIONS_BROKEN))
                .map(name -> functions.col("`" + name.replace("`", "``") + "`"))
                .toArray(Column[]::new);
    }
}
