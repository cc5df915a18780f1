package cx.warehouse.cli;

import cx.warehouse.batch.Settings;
import cx.warehouse.storage.Database;
import cx.warehouse.storage.Engine;
import cx.warehouse.storage.Fault;
import cx.warehouse.storage.Store;
import cx.warehouse.storage.Tables;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Answers from the Iceberg tables by Spark: snapshots of past nights, and warehouses on S3. */
final class SparkAnswers {

    private static final int SHOWN = 1_000;

    private SparkAnswers() {}

    static int answer(Settings settings, String query, Rows.Format format) {
        if (query == null || query.isBlank()) {
            throw new Fault(Fault.Kind.USAGE, "Cannot open a prompt on Spark: give the query, or leave --engine away.");
        }
        Store root = Store.at(settings.root(), settings.s3());
        try (Database database = new Database(
                        settings.database().url(),
                        settings.database().user(),
                        settings.database().password());
                Engine engine = Engine.start(
                        new Engine.Options(settings.sparkMaster(), settings.shufflePartitions(), Map.of()),
                        Engine.jdbcCatalog(database, root, settings.s3()))) {
            new Tables(engine).list("mart").forEach(table -> engine.session()
                    .table(Engine.CATALOG + "." + table)
                    .createOrReplaceTempView(table.substring(table.indexOf('.') + 1)));
            engine.session().catalog().setCurrentCatalog(Engine.CATALOG);
            print(engine.session().sql(query), format);
            return 0;
        } catch (Exception e) {
            if (e instanceof AnalysisException) {
                throw new Fault(Fault.Kind.USAGE, e.getMessage(), e);
            }
            throw e instanceof RuntimeException fault ? fault : new Fault(Fault.Kind.INFRASTRUCTURE, e.getMessage(), e);
        }
    }

    private static void print(Dataset<Row> rows, Rows.Format format) throws IOException {
        List<String> names = List.of(rows.columns());
        switch (format) {
            case TABLE -> {
                List<List<String>> cells = new ArrayList<>();
                rows.limit(SHOWN).collectAsList().forEach(row -> cells.add(cells(row)));
                System.out.println(Grid.of(names, cells));
            }
            case CSV -> {
                CsvWriter csv = CsvWriter.builder().build(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
                csv.writeRecord(names);
                Iterator<Row> all = rows.toLocalIterator();
                while (all.hasNext()) {
                    csv.writeRecord(cells(all.next()));
                }
                csv.flush();
            }
            case JSON -> {
                System.out.print("[");
                Iterator<String> all = rows.toJSON().toLocalIterator();
                while (all.hasNext()) {
                    System.out.print(all.next() + (all.hasNext() ? "," : ""));
                }
                System.out.println("]");
            }
        }
    }

    private static List<String> cells(Row row) {
        List<String> cells = new ArrayList<>(row.size());
        for (int i = 0; i < row.size(); i++) {
            cells.add(row.isNullAt(i) ? "" : row.get(i).toString());
        }
        return cells;
    }
}
