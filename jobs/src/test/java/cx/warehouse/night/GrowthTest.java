package cx.warehouse.night;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.files.FileStore;
import cx.warehouse.ledger.LedgerFile;
import cx.warehouse.sample.SampleGenerator;
import cx.warehouse.sample.world.SampleSpec;
import cx.warehouse.settings.Settings;
import cx.warehouse.tables.IcebergTables;
import cx.warehouse.testing.Folders;
import cx.warehouse.testing.Nights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Runs twelve short nights, and counts the rows that each of them writes. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GrowthTest {

    private static final int NIGHTS = 12;
    private static final List<String> VENDORS = List.of("ga4", "shopify");

    @TempDir
    static Path folder;

    private final List<NightRows> nights = new ArrayList<>();
    private Path root;

    /**
     * The rows of one night.
     *
     * @param fact rows of the fact that it wrote
     */
    private record NightRows(long delivered, long written, long fact) {}

    @BeforeAll
    void runsTwelveNights() throws IOException, InterruptedException {
        SampleGenerator.write(
                new SampleSpec(LocalDate.of(2026, 3, 1), NIGHTS, 60, 3, 400, false), folder, progress -> {});
        Path drops = folder.resolve("few");
        List<LocalDate> dates = FileStore.at(folder.resolve("drops").toString(), null).folders("").stream()
                .map(LocalDate::parse)
                .toList();
        for (LocalDate date : dates) {
            for (String vendor : VENDORS) {
                Path drop = folder.resolve("drops/" + date + "/" + vendor);
                if (Files.isDirectory(drop)) {
                    Folders.copy(drop, drops.resolve(date + "/" + vendor));
                }
            }
        }
        root = folder.resolve("warehouse");
        Settings settings = Nights.settings(
                root,
                Map.of(
                        "drop-zone",
                        drops.toString(),
                        "reference",
                        folder.resolve("reference").toString(),
                        "storage.keep-nights",
                        "3",
                        "storage.compact-after",
                        "4d"));
        for (LocalDate date : dates) {
            Instant begun = Instant.now();
            NightReport report = Nights.run(settings, date);
            assertThat(report.exitCode()).as(report.toString()).isZero();
            try (Warehouse warehouse = Warehouse.open(settings)) {
                nights.add(rows(warehouse.tables(), report, begun));
            }
        }
    }

    private static NightRows rows(IcebergTables tables, NightReport report, Instant begun) {
        long delivered = report.sources().stream()
                .flatMap(source -> source.files().stream())
                .mapToLong(LedgerFile::read)
                .sum();
        return new NightRows(
                delivered,
                tables.statistics().rowsWritten(begun),
                report.assembly().orElseThrow().rows().getOrDefault("fact_customer_experience", 0L));
    }

    @Test
    void aNightReplacesNoMoreOfTheFactAsHistoryGrows() {
        assertThat(nights).hasSize(NIGHTS);
        // the second night is the first that has an earlier day with late events
        double second = share(nights.get(1).fact(), 1);
        for (int night = 2; night < NIGHTS; night++) {
            assertThat(share(nights.get(night).fact(), night))
                    .as("rows of the fact in night %s, a row of two deliveries", night + 1)
                    .isLessThan(1.3 * second);
        }
    }

    @Test
    void rowsOfAllTablesGrowWithTheCustomersAlone() {
        double second = share(nights.get(1).written(), 1);
        assertThat(share(nights.get(NIGHTS - 1).written(), NIGHTS - 1))
                .as("rows in all tables in the last night: %s", nights)
                .isLessThan(1.5 * second);
    }

    /** Rows that a night wrote for each row of its delivery and of the one before, whose days it rebuilds. */
    private double share(long rows, int night) {
        return (double) rows
                / (nights.get(night).delivered() + nights.get(night - 1).delivered());
    }

    @Test
    void oldDaysHaveFewFiles() throws IOException {
        Path facts = root.resolve("bi/fact_customer_experience");
        try (Stream<Path> days = Files.list(facts)) {
            for (Path day : days.sorted().limit(NIGHTS - 5L).toList()) {
                try (Stream<Path> files = Files.list(day)) {
                    assertThat(files.count()).as(day.toString()).isBetween(1L, 6L);
                }
            }
        }
    }
}
