package cx.warehouse.cli;

import com.fasterxml.jackson.core.JsonGenerator;
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
import java.util.TreeMap;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.jdk.javaapi.CollectionConverters;

/** Answers from the Iceberg tables by Spark: snapshots of past nights, and warehouses on S3. */
final class SparkAnswers {

    private static final int SHOWN = 1_000;

    private SparkAnswers() {}

    static int answer(Settings settings, String query, Rows.Format format) {
        if (query == null || query.isBlank()) {
            throw new Fault(Fault.Kind.USAGE, "Cannot open a prompt on Spark: give the query, or leave --engine away.");
        }
        Store root = Store.at(settings.root(), settings.s3());
        try (Database database = settings.database().open();
                Engine engine = Engine.start(
                        new Engine.Options(settings.sparkMaster(), settings.shufflePartitions(), Map.of()),
                        Engine.jdbcCatalog(database, root, settings.s3()))) {
            if (new Tables(engine).list("mart").isEmpty()) {
                throw new Fault(
                        Fault.Kind.USAGE, "Cannot ask " + root.location() + ": nothing is published there yet.");
            }
            engine.session().sql("use " + Engine.CATALOG + ".mart");
            engine.session().sql("create temporary view customer_experience as " + CustomerExperience.select("except"));
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
                JsonGenerator json = Json.MAPPER.getFactory().createGenerator(System.out);
                json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
                json.writeStartArray();
                Iterator<Row> all = rows.toLocalIterator();
                while (all.hasNext()) {
                    Row row = all.next();
                    json.writeStartObject();
                    for (int i = 0; i < names.size(); i++) {
                        json.writeFieldName(names.get(i));
                        Rows.value(json, plain(row.get(i)));
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
            cells.add(Rows.text(plain(row.get(i))));
        }
        return cells;
    }

    /** Scala's maps in the order of their keys, and its lists as lists. */
    private static Object plain(Object value) {
        if (value instanceof scala.collection.Map<?, ?> map) {
            return new TreeMap<>(CollectionConverters.asJava(map));
        }
        return value instanceof scala.collection.Seq<?> list ? CollectionConverters.asJava(list) : value;
    }
}
