package cx.warehouse.night;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cx.warehouse.ledger.Ledger;
import cx.warehouse.settings.Settings;
import cx.warehouse.testing.Folders;
import cx.warehouse.testing.LocalWarehouse;
import cx.warehouse.testing.Nights;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the same bytes delivered on several dates: any order of runs gives the result of a run in date order. */
@Tag("long")
class DateOrderTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 4, 7);
    private static final LocalDate SECOND = FIRST.plusDays(1);
    private static final LocalDate THIRD = FIRST.plusDays(2);
    private static final Path SCHEMAS = Path.of(System.getProperty("cxw.home")).resolve("schemas");

    /** Sources by vendor: spend, ad clicks, events, orders, and a partner's claims. */
    private static final Map<String, List<String>> SOURCES = Map.of(
            "google_ads", List.of("google_ads_report", "google_ads_click"),
            "ga4", List.of("ga4_event"),
            "shopify", List.of("shopify_order"),
            "awin", List.of("awin_transaction"));

    private final Map<String, List<String>> sources = new TreeMap<>(SOURCES);

    @TempDir
    Path folder;

    @BeforeEach
    void bringContracts() {
        Folders.copy(SCHEMAS, folder.resolve("schemas"));
    }

    /** A file, its correction, and the file again: the repeat adds no rows, and the correction stays. */
    @Test
    void aRepeatThatIsRunBeforeItsFirstDeliveryGivesWay() throws IOException {
        deliver(FIRST);
        deliver(SECOND);
        correct(SECOND);
        deliver(THIRD);
        Path inOrder = atOnce(folder.resolve("in-order"), FIRST, SECOND, THIRD);
        assertThat(
                        Nights.ask(
                                inOrder,
                                "select campaign_name, sum(cost)::decimal(18,2) from {fact_spend} where platform = 'google' group by all order by 1"))
                .isEqualTo("US_Lamps_PMax | 1040.00\nUS_Spring | 202.72");
        assertThat(ledger(inOrder))
                .contains(
                        "google_ads_report " + FIRST + " loaded 7 = 3 + 1 + 1 + 2 {USD=1232.72}",
                        "google_ads_report " + SECOND + " loaded 7 = 3 + 1 + 1 + 2 {USD=1242.72}",
                        "google_ads_report " + THIRD + " repeated 7 = 0 + 0 + 5 + 2 {}");

        Path reverse = nights("reverse", THIRD, SECOND);
        assertThatThrownBy(() -> runUntilSomethingIsReadAgain(reverse, FIRST)).hasMessage("killed");
        assertThat(ledger(reverse)).contains("google_ads_report " + THIRD + " loaded 7 = 3 + 1 + 1 + 2 {USD=1232.72}");
        assertThat(run(reverse, FIRST).exitCode()).isZero();
        assertThat(ledger(reverse)).isEqualTo(ledger(inOrder));
        assertThat(Nights.fingerprintInAnyOrder(reverse)).isEqualTo(Nights.fingerprintInAnyOrder(inOrder));
        assertThat(run(reverse, THIRD).isNothingNew()).isTrue();
    }

    @Test
    void aFileRejectedFirstAndLoadedLaterCountsOnceAfterReplay() throws IOException {
        sources.keySet().retainAll(List.of("google_ads"));
        deliver(FIRST);
        deliver(SECOND);
        Path contract = folder.resolve("schemas/sources/google_ads_report.yaml");
        Folders.change(contract, text -> text.replace("contains: Campaign ID", "contains: Campaign No"));
        Path replayed = nights("replayed", FIRST);
        assertThat(ledger(replayed)).contains("google_ads_report " + FIRST + " rejected 0 = 0 + 0 + 0 + 0 {}");
        Folders.change(contract, text -> text.replace("contains: Campaign No", "contains: Campaign ID"));
        assertThat(run(replayed, SECOND).exitCode()).isZero();
        assertThat(ledger(replayed))
                .contains("google_ads_report " + SECOND + " loaded 7 = 3 + 1 + 1 + 2 {USD=1232.72}");

        try (Warehouse warehouse = Warehouse.open(settings(replayed))) {
            NightReport report = new Night(warehouse, NightProgress.SILENT).replay(held -> true);
            assertThat(report.exitCode()).isZero();
            assertThat(report.sources())
                    .filteredOn(source -> !source.isKnown())
                    .extracting(source -> source.source() + " " + source.date())
                    .containsExactly("google_ads_report " + FIRST, "google_ads_report " + SECOND);
        }
        Path inOrder = atOnce(folder.resolve("in-order"), FIRST, SECOND);
        assertThat(ledger(replayed)).isEqualTo(ledger(inOrder));
        assertThat(Nights.fingerprintInAnyOrder(replayed)).isEqualTo(Nights.fingerprintInAnyOrder(inOrder));

        // the reverse: a repeated file is loaded once the file before it has other content
        correct(FIRST);
        assertThat(run(inOrder, FIRST).exitCode()).isZero();
        Path corrected = atOnce(folder.resolve("corrected"), FIRST, SECOND);
        assertThat(ledger(inOrder)).isEqualTo(ledger(corrected));
        assertThat(Nights.fingerprintInAnyOrder(inOrder)).isEqualTo(Nights.fingerprintInAnyOrder(corrected));
    }

    private void deliver(LocalDate date) throws IOException {
        for (Map.Entry<String, List<String>> vendor : sources.entrySet()) {
            for (String source : vendor.getValue()) {
                Folders.copy(
                        SCHEMAS.resolve("samples").resolve(source).resolve(FIRST.toString()),
                        place(date, vendor.getKey()));
            }
        }
        correct(place(date, "shopify"), "", ",CAD,", ",USD,"); // no exchange rate for it
    }

    private void correct(LocalDate date) {
        correct(place(date, "google_ads"), "campaign_report", "US_Brand", "US_Spring");
        correct(place(date, "google_ads"), "campaign_report", "85.20", "95.20");
        correct(place(date, "google_ads"), "click_view", "7002,US_Lamps_PMax", "7001,US_Brand");
        correct(place(date, "ga4"), "events", "https://shop.example/lamps", "https://shop.example/stools");
        correct(place(date, "shopify"), "", ",86.00,", ",85.00,");
        correct(place(date, "awin"), "transactions", "pending", "declined");
    }

    private static void correct(Path place, String name, String was, String is) {
        if (!Files.isDirectory(place)) {
            return;
        }
        try (Stream<Path> files = Files.list(place)) {
            files.filter(file -> file.getFileName().toString().startsWith(name))
                    .forEach(file -> Folders.change(file, text -> text.replace(was, is)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path place(LocalDate date, String vendor) {
        return folder.resolve("drops").resolve(date.toString()).resolve(vendor);
    }

    private Path nights(String name, LocalDate... dates) {
        Path root = folder.resolve(name);
        for (LocalDate date : dates) {
            assertThat(run(root, date).exitCode()).isZero();
        }
        return root;
    }

    /** Runs the dates as one backfill. */
    private Path atOnce(Path root, LocalDate... dates) {
        assertThat(Nights.run(settings(root), List.of(dates)).exitCode()).isZero();
        return root;
    }

    /** Runs a night that fails, as if killed, when it starts to read a later date again. */
    private void runUntilSomethingIsReadAgain(Path root, LocalDate date) {
        NightProgress mortal = (NightProgress) Proxy.newProxyInstance(
                NightProgress.class.getClassLoader(), new Class<?>[] {NightProgress.class}, (proxy, method, told) -> {
                    if (method.getName().equals("note")) {
                        throw new IllegalStateException("killed");
                    }
                    return null;
                });
        try (Warehouse warehouse = Warehouse.open(settings(root))) {
            new Night(warehouse, mortal).run(date);
        }
    }

    private NightReport run(Path root, LocalDate date) {
        return Nights.run(settings(root), date);
    }

    private Settings settings(Path root) {
        return Nights.settings(
                root,
                Map.of(
                        "drop-zone",
                        folder.resolve("drops").toString(),
                        "schemas",
                        folder.resolve("schemas").toString(),
                        "reference",
                        SCHEMAS.resolve("reference").toString()));
    }

    /** One line per file with its counts (read = loaded + quarantined + duplicates + left out) and its money. */
    private static List<String> ledger(Path root) {
        List<String> lines = new ArrayList<>();
        try (LocalWarehouse warehouse = LocalWarehouse.in(root)) {
            Ledger ledger = new Ledger(warehouse.database(), warehouse.root());
            for (String source : new TreeMap<>(SOURCES)
                    .values().stream().flatMap(List::stream).toList()) {
                for (LocalDate date : List.of(FIRST, SECOND, THIRD)) {
                    ledger.files().filesOf(source, date).stream()
                            .map(file -> source + " " + date + " " + file.outcome() + " " + file.read() + " = "
                                    + file.loaded() + " + " + file.quarantined() + " + " + file.duplicates() + " + "
                                    + file.leftOut() + " " + file.money())
                            .forEach(lines::add);
                }
            }
        }
        return lines;
    }
}
