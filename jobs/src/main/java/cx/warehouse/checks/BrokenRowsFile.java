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
 * Writes the rows that made a check refuse a load to {@code broken/<table>/<load id>.jsonl}, until a person has looked
 * at them. Each line is a whole row with the expectations that it broke. The file is as confidential as the quarantine.
 */
final class BrokenRowsFile {

    /**
     * Maximum number of rows. A person will not look through more, and an error in all rows must not fill the disk.
     */
    private static final int MOST = 10_000;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private BrokenRowsFile() {}

    /**
     * Writes at most 10,000 broken rows of {@code table}.
     *
     * @param rows the columns of the table and {@code expectations_broken}, the expectations that the row broke
     * @return the location of the file, or null without rows: then an expectation about the whole table failed
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
