package cx.warehouse.conform;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.conform.SourceChecks.ConformedFile;
import cx.warehouse.conform.delivery.Delivery;
import cx.warehouse.conform.delivery.FileOpener;
import cx.warehouse.conform.delivery.FileReport;
import cx.warehouse.conform.delivery.LandedFile;
import cx.warehouse.conform.type.ReferenceData;
import cx.warehouse.contract.Declarations;
import cx.warehouse.contract.SourceContract;
import cx.warehouse.testing.SparkTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/** Base of tests of samples: reads every sample once, and shows its rows as text. */
public abstract class SourceSamples extends SparkTest {
    static final Declarations ALL = TestContracts.all();

    private static final ReferenceData ACCOUNTS =
            ReferenceData.accounts("accounts.csv", TestContracts.text("reference/accounts.csv"));
    private static final Map<String, ConformedFile> SAMPLES = new HashMap<>();
    private static final Map<String, List<Row>> ROWS = new HashMap<>();

    /**
     * Named columns of the rows that a sample fills a shape with, as text, one row per line in order; nulls are empty.
     */
    static String shapeText(String source, String shape, String... columns) {
        return rows(source, shape).stream()
                .map(row -> Stream.of(columns)
                        .map(column -> cell(row.getAs(column)))
                        .collect(Collectors.joining(" | ")))
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private static String cell(Object value) {
        return value == null
                ? ""
                : value instanceof Timestamp time
                        ? time.toInstant().toString().replace("T", " ").replace("Z", "")
                        : value.toString();
    }

    static List<Row> rows(String source, String shape) {
        return ROWS.computeIfAbsent(
                source + " " + shape, key -> sample(source).shapes().get(shape).collectAsList());
    }

    /** The sample of a source, read and conformed once a test run. */
    public static ConformedFile sample(String source) {
        return SAMPLES.computeIfAbsent(source, SourceSamples::load);
    }

    private static ConformedFile load(String source) {
        SourceContract contract = ALL.source(source).orElseThrow();
        Path folder = TestContracts.schemas().resolve("samples").resolve(source);
        try (Stream<Path> found = Files.walk(folder).filter(Files::isRegularFile)) {
            Map<String, byte[]> bytes = new TreeMap<>();
            List<LandedFile> files = new ArrayList<>();
            for (Path file : found.sorted().toList()) {
                LocalDate delivery =
                        LocalDate.parse(file.getParent().getFileName().toString());
                String path = delivery + "/" + contract.vendor() + "/" + file.getFileName();
                bytes.put(path, Files.readAllBytes(file));
                assertThat(contract.drop().matches(file.getFileName().toString()))
                        .isTrue();
                files.add(new LandedFile(path, "sha", delivery, bytes.get(path).length, "load-1"));
            }
            FileOpener opener = file -> new ByteArrayInputStream(bytes.get(file.path()));
            Delivery together = Delivery.of(contract, files, opener);
            assertThat(together.unreadyReports()).isEmpty();
            assertThat(together.companionReports(Set.of()))
                    .allMatch(report -> report.outcome() == FileReport.FileOutcome.LOADED);
            LandedFile first = together.readyFiles().get(0);
            return SourceChecks.check(spark(), contract, ALL, ACCOUNTS, first, opener);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
