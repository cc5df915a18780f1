package cx.warehouse.bench.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import cx.warehouse.bench.duckdb.DuckDbNight.NightOutcome;
import cx.warehouse.bench.duckdb.DuckDbNight.NightPlaces;
import cx.warehouse.cli.show.JsonPrinter;
import cx.warehouse.contract.SourceContract;
import cx.warehouse.files.Fault;
import cx.warehouse.sample.SampleGenerator;
import cx.warehouse.sample.world.SampleSpec;
import cx.warehouse.settings.DeclarationFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the nights of a small sample in DuckDB, and compares their tables with what the sample planted. */
class DuckDbNightTest {

    private static final Path HOME = Path.of(System.getProperty("cxw.home", ".."));
    private static final Path SCRIPTS = HOME.resolve("benchmark/night");
    private static final List<SourceContract> SOURCES =
            DeclarationFiles.read(List.of(HOME.resolve("schemas"))).sources();

    @TempDir
    static Path folder;

    private static NightOutcome first;
    private static NightOutcome second;

    @BeforeAll
    static void runTwoNights() throws Exception {
        SampleGenerator.write(
                new SampleSpec(LocalDate.of(2026, 3, 1), 2, 400, 1, 2_000, false),
                folder.resolve("sample"),
                file -> {});
        first = night("2026-03-02");
        Path drops = folder.resolve("sample/drops");
        Files.copy(
                drops.resolve("2026-03-02/ga4/events_20260301-000000000000.json.gz"),
                drops.resolve("2026-03-03/ga4/events_20260301-000000000000-again.json.gz"));
        second = night("2026-03-03");
    }

    @Test
    void everyFigureAgreesWithTheSample() {
        PlantedFigures figures = figures();
        assertThat(figures.differences()).isEmpty();
        assertThat(figures.figures()).isGreaterThan(100).isEqualTo(figures.agreeing());
    }

    @Test
    void checksCountValuesAndFindNoBrokenRow() {
        assertThat(first.broken()).isEmpty();
        assertThat(second.broken()).isEmpty();
        assertThat(second.checks()).isGreaterThan(1_000);
        assertThat(second.rows()).isGreaterThan(1_000);
    }

    /** The events of the first night came again in the second, under another name. */
    @Test
    void repeatedFileIsNotRead() throws IOException {
        JsonNode truth =
                JsonPrinter.MAPPER.readTree(folder.resolve("sample/truth.json").toFile());
        long planted = 0;
        for (JsonNode source : truth.path("sources")) {
            JsonNode delivery = source.path("by_business_date").path("2026-03-03");
            for (String count : List.of("loaded", "malformed", "duplicates_in_files", "left_out")) {
                planted += delivery.path(count).asLong();
            }
        }
        assertThat(second.rows()).isEqualTo(planted);
    }

    @Test
    void missingDeliveryIsAFault() {
        assertThatThrownBy(() -> night("2026-03-09"))
                .isInstanceOf(Fault.class)
                .hasMessageStartingWith("Cannot read the delivery of 2026-03-09: there is no ");
    }

    private static NightOutcome night(String date) {
        Path sample = folder.resolve("sample");
        NightPlaces places = new NightPlaces(
                SCRIPTS, sample.resolve("drops"), sample.resolve("reference"), folder.resolve("duckdb"));
        return new DuckDbNight(places, SOURCES).run(LocalDate.parse(date), 2, "1GiB");
    }

    private static PlantedFigures figures() {
        return PlantedFigures.compare(
                SCRIPTS.resolve("truth.sql"),
                folder.resolve("sample/truth.json"),
                folder.resolve("duckdb"),
                PlantedFigures.Layout.DUCKDB);
    }
}
