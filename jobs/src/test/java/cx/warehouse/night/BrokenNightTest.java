package cx.warehouse.night;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import cx.warehouse.authoring.SampleCheck;
import cx.warehouse.files.Fault;
import cx.warehouse.ledger.LedgerFile;
import cx.warehouse.ledger.Load;
import cx.warehouse.settings.Settings;
import cx.warehouse.testing.Folders;
import cx.warehouse.testing.Nights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nights that cannot end well, and the messages that explain why. */
class BrokenNightTest {

    private static final LocalDate NIGHT = Nights.dates().get(0);

    @TempDir
    Path folder;

    @Test
    void aDateWithoutDeliveryIsNotReady() {
        assertThatThrownBy(() -> Nights.run(Nights.settings(folder.resolve("wh")), LocalDate.of(2020, 1, 1)))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.NOT_READY))
                .hasMessageContaining("Nothing was delivered for 2020-01-01");
    }

    @Test
    void aMissingRequiredSourceStopsTheNightBeforeItIsAssembled() {
        Settings settings = settings(dropsOf(NIGHT, "awin"), "required-sources", "ga4_event");
        NightReport report = Nights.run(settings, NIGHT);
        assertThat(report.exitCode()).isEqualTo(4);
        assertThat(report.assembly()).isEmpty();
        assertThat(report.fault().orElseThrow()).hasMessageContaining("ga4_event of " + NIGHT);
        assertThat(report.staleSources()).containsExactly(new StaleSource("ga4_event", NIGHT, Optional.empty()));
    }

    @Test
    void aRequiredSourceWithoutAReadableFileIsMissing() throws IOException {
        Path drops = dropsOf(NIGHT, "awin");
        try (Stream<Path> files = Files.list(drops.resolve(NIGHT + "/awin"))) {
            files.forEach(file -> Folders.change(file, text -> text.substring(0, text.length() / 2)));
        }
        Settings settings = settings(drops, "required-sources", "awin_transaction");
        NightReport report = Nights.run(settings, NIGHT);
        assertThat(report.exitCode()).isEqualTo(4);
        assertThat(report.assembly()).isEmpty();
        assertThat(report.fault().orElseThrow()).hasMessageContaining("awin_transaction of " + NIGHT);
    }

    @Test
    void aFileThatNoSourceReadsIsNamed() throws IOException {
        Path drops = dropsOf(NIGHT, "awin").resolve(NIGHT.toString());
        Files.writeString(drops.resolve("awin/trnsactions_20260308.json"), "[]");
        Files.writeString(Files.createDirectory(drops.resolve("rakuten")).resolve("sales.csv"), "id");
        Settings settings = Nights.settings(folder.resolve("wh"), drops.getParent(), Path.of(reference()));
        List<String> said = List.of(
                NIGHT + "/awin/trnsactions_20260308.json: its name does not match `drop.file` of awin_transaction"
                        + " (transactions_(?<date>\\d{8}).*\\.json)",
                NIGHT + "/rakuten/sales.csv: no source contract has the name of its folder as `vendor`");
        NightReport report = Nights.run(settings, NIGHT);
        assertThat(report.exitCode()).isZero();
        assertThat(report.unclaimedFiles())
                .extracting(file -> file.path() + ": " + file.message())
                .containsExactlyElementsOf(said);
        Path ledger = folder.resolve("wh/ledger/file/business_date=" + NIGHT + "/unclaimed.jsonl");
        assertThat(ledger).content().contains("\"outcome\":\"unclaimed\"").hasLineCount(2);
        LocalDate next = NIGHT.plusDays(1);
        Files.writeString(
                Files.createDirectories(drops.resolveSibling(next.toString())).resolve("sales.csv"), "id");
        assertThatThrownBy(() -> Nights.run(settings, next))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.NOT_READY))
                .hasMessageContaining("Nothing that a source reads was delivered for " + next)
                .hasMessageContaining(next + "/sales.csv");
    }

    private static String reference() {
        return Nights.sample().resolve("reference").toString();
    }

    @Test
    void anInterruptedPublishEndsBeforeAnythingIsBuiltUponIt() throws IOException {
        Path root = folder.resolve("wh");
        Path drops = dropsOf(NIGHT, "awin", "ga4", "google_ads");
        LocalDate next = Nights.dates().get(1);
        dropsOf(next, "awin", "ga4", "google_ads");
        Settings settings = Nights.settings(root, drops, Nights.sample().resolve("reference"));
        Path inTheWay = Files.createFile(Files.createDirectories(root).resolve("bi-versions"));
        assertThat(Nights.run(settings, NIGHT).exitCode()).isEqualTo(6);
        Files.delete(inTheWay);
        assertThat(Nights.run(settings, next).exitCode()).isZero();
        try (Warehouse warehouse = Warehouse.open(settings)) {
            List<Load> first = warehouse.ledger().loads(NIGHT);
            List<Load> second = warehouse.ledger().loads(next);
            assertThat(first).extracting(Load::state).containsOnly(Load.State.PUBLISHED);
            assertThat(second).extracting(Load::state).containsOnly(Load.State.PUBLISHED);
            assertThat(assembledIn(first)).isEqualTo(assembleLoads(first));
            assertThat(assembledIn(second)).isEqualTo(assembleLoads(second));
        }
    }

    private static List<String> assembleLoads(List<Load> loads) {
        return loads.stream()
                .filter(load -> load.source().equals(Load.ASSEMBLE))
                .map(Load::loadId)
                .toList();
    }

    private static List<String> assembledIn(List<Load> loads) {
        return loads.stream()
                .filter(load -> !load.source().equals(Load.ASSEMBLE))
                .map(Load::assembledIn)
                .distinct()
                .toList();
    }

    @Test
    void anUndeclaredRequiredSourceIsAFaultOfTheSettings() {
        Settings settings = Nights.settings(folder.resolve("wh"), Map.of("required-sources", "ga4_evnt"));
        assertThatThrownBy(() -> Nights.run(settings, NIGHT))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.USAGE))
                .hasMessageContaining("no such source `ga4_evnt`; did you mean `ga4_event`?");
        assertThat(folder.resolve("wh")).doesNotExist();
    }

    @Test
    void aBrokenContractIsNamedBeforeAnythingIsTouched() throws IOException {
        Path schemas = copyOfSchemas();
        Path contract = schemas.resolve("sources/awin_transaction.yaml");
        Files.writeString(contract, Files.readString(contract).replace("family: affiliate", "famly: affiliate"));
        Settings settings = Nights.settings(folder.resolve("wh"), Map.of("schemas", schemas.toString()));
        assertThatThrownBy(() -> Nights.run(settings, NIGHT))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.USAGE))
                .hasMessageContaining("schemas/sources/awin_transaction.yaml")
                .hasMessageContaining("did you mean `family`?");
        assertThat(folder.resolve("wh")).doesNotExist();
    }

    @Test
    void anExpressionThatIsNoSqlIsNamedBeforeAnythingIsTouched() throws IOException {
        Path schemas = copyOfSchemas();
        Folders.change(schemas.resolve("sources/awin_transaction.yaml"), text -> text.replace(
                        "order_id: nullif(", "order_id: nullif((")
                .replace("amount: sale_amount", "amount: sale_amont"));
        Folders.change(
                schemas.resolve("sources/ga4_event.yaml"),
                text -> text.replace("conform:\n  interaction:\n", "conform:\n  interaction:\n    where: 1\n"));
        Path drops = dropsOf(NIGHT, "google_ads");
        Files.writeString(drops.resolve(NIGHT + "/nobody's.csv"), "");
        Settings settings = settings(drops, "schemas", schemas.toString());
        assertThatThrownBy(() -> Nights.run(settings, NIGHT))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.USAGE))
                .hasMessage("""
                        schemas/sources/awin_transaction.yaml: 4 problems
                          conform.partner_action.order_id      `nullif((trim(replace(order_ref, '#', '')), '')`: Syntax error at \
                        or near end of input
                          conform.partner_action.sale_amount   `sale_amont`: no column `sale_amont`; did you mean `sale_amount`?
                          conform.interaction.order_id         `nullif((trim(replace(order_ref, '#', '')), '')`: Syntax error at \
                        or near end of input
                          conform.interaction.amount           `sale_amont`: no column `sale_amont`; did you mean `sale_amount`?
                        schemas/sources/ga4_event.yaml: 1 problem
                          conform.interaction.where   `1`: Cannot resolve "1" due to data type mismatch: Filter expression \
                        "1" of type "INT" is not a boolean""");
        assertThat(folder.resolve("wh/landing")).doesNotExist();
        assertThat(folder.resolve("wh/ledger/file")).doesNotExist();
        try (Warehouse warehouse = Warehouse.open(settings)) {
            assertThat(warehouse.ledger().loads(NIGHT)).isEmpty();
            assertThat(warehouse.ledger().files().filesOf("google_ads_report", NIGHT))
                    .isEmpty();
            assertThat(warehouse.tables().list("source")).isEmpty();
        }
        try (SampleCheck samples = SampleCheck.open(settings)) {
            assertThat(samples.verdicts())
                    .filteredOn(verdict -> !verdict.isGood())
                    .allSatisfy(verdict -> assertThat(verdict.read()).isPositive())
                    .extracting(
                            SampleCheck.SampleVerdict::source,
                            SampleCheck.SampleVerdict::rowsByShape,
                            SampleCheck.SampleVerdict::message)
                    .containsExactly(
                            tuple(
                                    "awin_transaction",
                                    "",
                                    "conform.partner_action.order_id: `nullif((trim(replace(order_ref, '#', '')), '')`:"
                                            + " Syntax error at or near end of input; conform.partner_action.sale_amount:"
                                            + " `sale_amont`: no column `sale_amont`; did you mean `sale_amount`?;"
                                            + " conform.interaction.order_id: `nullif((trim(replace(order_ref, '#', '')), '')`:"
                                            + " Syntax error at or near end of input; conform.interaction.amount:"
                                            + " `sale_amont`: no column `sale_amont`; did you mean `sale_amount`?"),
                            tuple(
                                    "ga4_event",
                                    "",
                                    "conform.interaction.where: `1`: Cannot resolve \"1\" due to data type mismatch:"
                                            + " Filter expression \"1\" of type \"INT\" is not a boolean"));
            assertThatThrownBy(() -> samples.show("awin_transaction", null))
                    .isInstanceOf(Fault.class)
                    .hasMessageStartingWith("schemas/sources/awin_transaction.yaml: 4 problems");
        }
    }

    @Test
    void aRefusedSourceIsNotVisibleAndTheOthersAre() throws IOException {
        Path schemas = copyOfSchemas();
        Files.writeString(schemas.resolve("expectations/source.awin_transaction.json"), """
                {"name": "source.awin_transaction", "meta": {}, "expectations": [
                  {"type": "expect_table_row_count_to_be_between", "kwargs": {"min_value": 1000000}, "meta": {}},
                  {"type": "expect_column_values_to_be_null", "kwargs": {"column": "source_line"}, "meta": {}}]}
                """);
        Settings settings = settings(dropsOf(NIGHT, "awin", "google_ads"), "schemas", schemas.toString());
        NightReport report = Nights.run(settings, NIGHT);
        assertThat(report.exitCode()).isEqualTo(3);
        assertThat(report.sources())
                .filteredOn(source -> !source.isVisible())
                .singleElement()
                .satisfies(source -> {
                    assertThat(source.source()).isEqualTo("awin_transaction");
                    assertThat(source.fault().orElseThrow())
                            .hasMessageContaining("expect_table_row_count_to_be_between");
                    assertThat(source.files()).extracting(LedgerFile::outcome).containsOnly("refused");
                });
        assertThat(folder.resolve("wh/ledger/file/business_date=" + NIGHT + "/awin_transaction.jsonl"))
                .content()
                .contains("\"outcome\":\"refused\"")
                .doesNotContain("\"loaded\",");
        assertThat(Nights.ask(folder.resolve("wh"), "select count(*) from {fact_spend} where platform = 'awin'"))
                .isEqualTo("0");
        assertThat(brokenRows("source.awin_transaction")).isNotEmpty().allSatisfy(line -> assertThat(line)
                .contains("\"expectations\":[\"expect_column_values_to_be_null(source_line)\"]")
                .contains("\"row\":{"));
        Path figures = folder.resolve("wh/ledger/figure");
        assertThat(figures.resolve("source.google_ads_report.jsonl"))
                .content()
                .contains("\"business_date\":\"" + NIGHT + "\"")
                .contains("\"figure\":\"row_count\"");
        assertThat(figures.resolve("source.awin_transaction.jsonl")).doesNotExist();
    }

    @Test
    void aContractPutBackAfterARefusalGivesTheFormerLedger() throws IOException {
        Path schemas = copyOfSchemas();
        Path contract = schemas.resolve("sources/awin_transaction.yaml");
        Settings settings = settings(dropsOf(NIGHT, "awin"), "schemas", schemas.toString());
        assertThat(Nights.run(settings, NIGHT).exitCode()).isZero();
        Path ledger = folder.resolve("wh/ledger/file/business_date=" + NIGHT + "/awin_transaction.jsonl");
        String before = Files.readString(ledger);
        assertThat(before).contains("\"outcome\":\"loaded\"");
        String good = Files.readString(contract);
        Files.writeString(contract, good.replace("values: [pending, approved, declined, deleted]", "values: [none]"));
        assertThat(Nights.run(settings, NIGHT).exitCode()).isEqualTo(3);
        assertThat(ledger).content().contains("\"outcome\":\"refused\"");
        Files.writeString(contract, good);
        assertThat(Nights.run(settings, NIGHT).exitCode()).isZero();
        assertThat(ledger).hasContent(before.replaceFirst("(\"load_id\":\"[^\"]+)", "$1-2"));
        assertThat(Nights.run(settings, NIGHT).isNothingNew()).isTrue();
    }

    private List<String> brokenRows(String table) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("wh/broken").resolve(table))) {
            return Files.readAllLines(files.findFirst().orElseThrow());
        }
    }

    @Test
    void aCutFileIsRejectedWholeAndTheOthersLoad() throws IOException {
        Path drops = dropsOf(NIGHT, "awin", "google_ads");
        Path click;
        try (Stream<Path> files = Files.list(drops.resolve(NIGHT + "/google_ads"))) {
            click = files.filter(file -> file.toString().endsWith(".csv.gz"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] whole = Files.readAllBytes(click);
        Files.write(click, java.util.Arrays.copyOf(whole, whole.length / 2));
        Settings settings =
                Nights.settings(folder.resolve("wh"), drops, Nights.sample().resolve("reference"));
        NightReport report = Nights.run(settings, NIGHT);
        assertThat(report.exitCode()).isZero();
        List<LedgerFile> told = report.sources().stream()
                .flatMap(source -> source.files().stream())
                .toList();
        assertThat(told)
                .filteredOn(file -> file.outcome().equals("rejected"))
                .singleElement()
                .satisfies(file -> {
                    assertThat(file.path()).endsWith(click.getFileName().toString());
                    assertThat(file.message()).endsWith("is a cut or damaged archive");
                    assertThat(file.loaded()).isZero();
                });
        assertThat(told)
                .filteredOn(file -> !file.outcome().equals("rejected"))
                .extracting(LedgerFile::source)
                .contains("google_ads_click", "google_ads_report", "google_ads_stats", "awin_transaction");
        assertThat(told)
                .filteredOn(file -> !file.outcome().equals("rejected"))
                .allSatisfy(file -> assertThat(file.loaded()).isPositive());
        try (Warehouse warehouse = Warehouse.open(settings)) {
            assertThat(warehouse.tables().read("source.google_ads_click").count())
                    .isEqualTo(told.stream()
                            .filter(file -> file.source().equals("google_ads_click"))
                            .mapToLong(LedgerFile::loaded)
                            .sum());
        }
    }

    /** Settings of a night over these drops, with one setting changed. */
    private Settings settings(Path drops, String key, String value) {
        return Nights.settings(
                folder.resolve("wh"), Map.of(key, value, "drop-zone", drops.toString(), "reference", reference()));
    }

    private Path dropsOf(LocalDate date, String... vendors) {
        Path drops = folder.resolve("drops");
        for (String vendor : vendors) {
            Folders.copy(Nights.sample().resolve("drops/" + date + "/" + vendor), drops.resolve(date + "/" + vendor));
        }
        return drops;
    }

    private Path copyOfSchemas() {
        Path schemas = folder.resolve("schemas");
        Folders.copy(Path.of(System.getProperty("cxw.home"), "schemas"), schemas);
        return schemas;
    }
}
