package cx.warehouse.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import cx.warehouse.cli.show.JsonPrinter;
import cx.warehouse.cli.show.RowPrinter;
import cx.warehouse.cli.show.TextTable;
import cx.warehouse.contract.TableRead;
import cx.warehouse.files.Fault;
import cx.warehouse.files.FileStore;
import cx.warehouse.ledger.Database;
import cx.warehouse.night.CurrentCustomers;
import cx.warehouse.settings.Settings;
import cx.warehouse.spark.CatalogProperties;
import cx.warehouse.spark.SparkEngine;
import cx.warehouse.tables.IcebergTables;
import cx.warehouse.tables.TableLayout;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.jdk.javaapi.CollectionConverters;

/** Answers queries from the Iceberg tables with Spark: for snapshots of past nights, and for warehouses on S3. */
final class SparkQueries {

    private static final int MAX_TABLE_ROWS = 1_000;

    private SparkQueries() {}

    static int answer(Settings settings, String query, QueryGuard.Statements allowed, RowPrinter.OutputFormat format) {
        if (query == null || query.isBlank()) {
            throw new Fault(Fault.Kind.USAGE, "Cannot open a prompt on Spark: give a query, or leave out --engine.");
        }
        FileStore root = FileStore.at(settings.root(), settings.s3());
        try (Database database = settings.database().open();
                SparkEngine engine =
                        SparkEngine.start(settings.spark(), CatalogProperties.jdbc(database, root, settings.s3()))) {
            TableLayout.warnOfElsewhere(database, root);
            IcebergTables tables = new IcebergTables(engine);
            if (tables.list("mart").isEmpty()) {
                throw new Fault(
                        Fault.Kind.USAGE, "Cannot query " + root.location() + ": nothing is published there yet.");
            }
            engine.session().sql("use " + SparkEngine.CATALOG + ".mart");
            if (tables.exists(TableRead.COSTS)) { // a warehouse of an earlier version gets it in its next night
                List<String> customers =
                        List.of(engine.session().table("dim_customer").columns());
                engine.session()
                        .sql("create temporary view customer_experience as "
                                + CurrentCustomers.viewQuery("except", customers));
            }
            if (allowed == QueryGuard.Statements.QUERIES) {
                QueryGuard.requireQuery(engine, query);
            }
            print(engine.session().sql(query), format);
            return 0;
        } catch (Exception e) {
            if (e instanceof AnalysisException) {
                throw new Fault(Fault.Kind.USAGE, e.getMessage(), e);
            }
            throw e instanceof RuntimeException fault ? fault : new Fault(Fault.Kind.INFRASTRUCTURE, e.getMessage(), e);
        }
    }

    private static void print(Dataset<Row> rows, RowPrinter.OutputFormat format) throws IOException {
        List<String> names = List.of(rows.columns());
        switch (format) {
            case TABLE -> {
                List<List<String>> cells = new ArrayList<>();
                rows.limit(MAX_TABLE_ROWS).collectAsList().forEach(row -> cells.add(cells(row)));
                System.out.println(TextTable.draw(names, cells));
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
                JsonGenerator json = JsonPrinter.MAPPER.getFactory().createGenerator(System.out);
                json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
                json.writeStartArray();
                Iterator<Row> all = rows.toLocalIterator();
                while (all.hasNext()) {
                    Row row = all.next();
                    json.writeStartObject();
                    for (int i = 0; i < names.size(); i++) {
                        json.writeFieldName(names.get(i));
                        RowPrinter.writeValue(json, toPlainValue(row.get(i)));
                    }
                    json.writeEndObject();
                }
                json.writeEndArray();
                json.close();
                System.out.println();
            }
        }
    }

    private static List<String> cells(Row row) {
        List<String> cells = new ArrayList<>(row.size());
        for (int i = 0; i < row.size(); i++) {
            cells.add(RowPrinter.toText(toPlainValue(row.get(i))));
        }
        return cells;
    }

    /** Converts Scala maps to Java maps sorted by key, and Scala sequences to lists. */
    private static Object toPlainValue(Object value) {
        if (value instanceof scala.collection.Map<?, ?> map) {
            return new TreeMap<>(CollectionConverters.asJava(map));
        }
        return value instanceof scala.collection.Seq<?> list ? CollectionConverters.asJava(list) : value;
    }
}
