package cx.warehouse.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.files.FileStore;
import cx.warehouse.files.S3Settings;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The states of loads, what a restart finds of them, and what readers see. */
class LedgerTest {
    private static final String ADS = "google_ads_report";
    private static final String WEB = "ga4_event";
    private static final LocalDate DATE = LocalDate.of(2026, 4, 7);

    @TempDir
    Path folder;

    private Database database;
    private FileStore store;
    private Ledger ledger;

    @BeforeEach
    void open() {
        database = new Database(Database.embeddedUrl(folder.resolve("state/cxw").toString()), "", "");
        FileStore root = FileStore.at(folder.toString(), new S3Settings(null, null, false));
        store = root.folder("ledger");
        ledger = new Ledger(database, root);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aLoadRunsUntilItEnds() {
        ledger.start("a", DATE, ADS, "inputs");
        assertThat(load("a")).satisfies(load -> {
            assertThat(load.state()).isEqualTo(Load.State.RUNNING);
            assertThat(load.businessDate()).isEqualTo(DATE);
            assertThat(load.source()).isEqualTo(ADS);
            assertThat(load.startedAt()).isNotNull();
            assertThat(load.endedAt()).isNull();
            assertThat(load.isPublished()).isFalse();
        });
        ledger.end("a", Load.State.PUBLISHED, "all is well");
        assertThat(load("a")).satisfies(load -> {
            assertThat(load.isPublished()).isTrue();
            assertThat(load.endedAt()).isAfterOrEqualTo(load.startedAt());
            assertThat(load.message()).isEqualTo("all is well");
        });
    }

    @Test
    void aLoadThatStartsAgainForgetsItsEnd() {
        end("a", DATE, ADS, Load.State.FAILED);
        ledger.markAssembled(List.of("a"), "night", Map.of());
        ledger.start("a", DATE, ADS, "inputs");
        assertThat(load("a"))
                .extracting(Load::state, Load::endedAt, Load::message, Load::assembledIn)
                .containsExactly(Load.State.RUNNING, null, null, null);
    }

    @Test
    void aLoadThatBeganToBeVisibleOnlyEndsWell() {
        ledger.start("night", DATE, Load.ASSEMBLE, "");
        ledger.startPublishing("night");
        for (Load.State state : List.of(Load.State.FAILED, Load.State.REFUSED)) {
            ledger.end("night", state, "the disk is full");
            assertThat(load("night").state()).isEqualTo(Load.State.PUBLISHING);
            assertThat(load("night").message()).isEqualTo("the disk is full");
        }
        assertThat(ledger.publishingLoad()).map(Load::loadId).contains("night");
        ledger.end("night", Load.State.PUBLISHED, null);
        assertThat(load("night").isPublished()).isTrue();
        assertThat(ledger.publishingLoad()).isEmpty();
    }

    @Test
    void aSourceThatIsBeingPublishedStopsNoNight() {
        ledger.start("a", DATE, ADS, "");
        ledger.startPublishing("a");
        assertThat(ledger.publishingLoad()).isEmpty();
    }

    @Test
    void unknownLoadsAreNoLoads() {
        ledger.startPublishing("a");
        ledger.end("a", Load.State.PUBLISHED, null);
        ledger.markAssembled(List.of("a"), "night", Map.of());
        assertThat(ledger.load("a")).isEmpty();
        assertThat(store.list("")).isEmpty();
    }

    @Test
    void inputsOfANightAreItsLoadsInOrder() {
        end("b", DATE, WEB, Load.State.PUBLISHED);
        end("a", DATE, ADS, Load.State.PUBLISHED);
        ledger.start("night", DATE, Load.ASSEMBLE, "b\ngone\na");
        assertThat(ledger.inputs("night")).extracting(Load::loadId).containsExactly("b", "a");
        assertThat(ledger.inputs("unknown")).isEmpty();
        ledger.start("empty", DATE, Load.ASSEMBLE, "");
        assertThat(ledger.inputs("empty")).isEmpty();
    }

    @Test
    void publishedLoadsArePendingUntilANightTakesThemIn() {
        end("late", DATE, WEB, Load.State.PUBLISHED);
        end("ads", DATE, ADS, Load.State.PUBLISHED);
        end("early", DATE.minusDays(1), WEB, Load.State.PUBLISHED);
        end("refused", DATE, "awin_transaction", Load.State.REFUSED);
        ledger.start("running", DATE, "x_post", "");
        end("night", DATE, Load.ASSEMBLE, Load.State.PUBLISHED);
        assertThat(ledger.pendingLoads()).extracting(Load::loadId).containsExactly("early", "late", "ads");
        ledger.markAssembled(List.of("early", "ads"), "night", Map.of("mart.m", "d1"));
        assertThat(ledger.builds()).containsOnly(Map.entry("mart.m", "d1"));
        ledger.markAssembled(List.of(), "next", Map.of("mart.n", "d2"));
        assertThat(ledger.builds()).containsOnly(Map.entry("mart.n", "d2"));
        assertThat(ledger.pendingLoads()).extracting(Load::loadId).containsExactly("late");
        assertThat(load("ads").assembledIn()).isEqualTo("night");
    }

    @Test
    void theLastEndedLoadOfADateIsTheOneInItsTable() {
        end("first", DATE, ADS, Load.State.PUBLISHED);
        end("second", DATE, ADS, Load.State.PUBLISHED);
        end("third", DATE, ADS, Load.State.REFUSED);
        assertThat(ledger.publishedLoad(ADS, DATE)).map(Load::loadId).contains("second");
        end("first", DATE, ADS, Load.State.PUBLISHED);
        assertThat(ledger.publishedLoad(ADS, DATE)).map(Load::loadId).contains("first");
        assertThat(ledger.publishedLoad(ADS, DATE.plusDays(1))).isEmpty();
        assertThat(ledger.publishedLoad(WEB, DATE)).isEmpty();
    }

    @Test
    void theNightBeforeIsTheNewestOtherPublishedOne() {
        end("one", DATE.minusDays(2), Load.ASSEMBLE, Load.State.PUBLISHED);
        end("two", DATE.minusDays(1), Load.ASSEMBLE, Load.State.PUBLISHED);
        end("failed", DATE, Load.ASSEMBLE, Load.State.FAILED);
        assertThat(ledger.lastPublishedLoad(Load.ASSEMBLE, "tonight"))
                .map(Load::loadId)
                .contains("two");
        assertThat(ledger.lastPublishedLoad(Load.ASSEMBLE, "two"))
                .map(Load::loadId)
                .contains("one");
        assertThat(ledger.lastPublishedLoad(ADS, "tonight")).isEmpty();
    }

    @Test
    void assembledDeliveriesAreKnownBySourceAndDate() {
        end("a", DATE, ADS, Load.State.PUBLISHED);
        assertThat(ledger.isAssembled(ADS, DATE)).isFalse();
        ledger.markAssembled(List.of("a"), "night", Map.of());
        assertThat(ledger.isAssembled(ADS, DATE)).isTrue();
        assertThat(ledger.isAssembled(ADS, DATE.plusDays(1))).isFalse();
        assertThat(ledger.isAssembled(WEB, DATE)).isFalse();
        assertThat(ledger.isAssembledAfter(ADS, DATE.minusDays(1))).isTrue();
        assertThat(ledger.isAssembledAfter(ADS, DATE)).isFalse();
    }

    @Test
    void lastDeliveriesAreOfEarlierDatesAndOfSourcesAlone() {
        end("a", DATE.minusDays(3), ADS, Load.State.PUBLISHED);
        end("b", DATE.minusDays(1), ADS, Load.State.REFUSED);
        end("c", DATE, ADS, Load.State.PUBLISHED);
        end("d", DATE.minusDays(2), WEB, Load.State.PUBLISHED);
        end("night", DATE.minusDays(1), Load.ASSEMBLE, Load.State.PUBLISHED);
        assertThat(ledger.lastDeliveryDates(DATE)).isEqualTo(Map.of(ADS, DATE.minusDays(1), WEB, DATE.minusDays(2)));
        assertThat(ledger.lastDeliveryDates(DATE.minusDays(3))).isEmpty();
    }

    @Test
    void loadsOfADateStandBySourceAndOfASourceByStart() {
        end("2", DATE, WEB, Load.State.FAILED);
        end("1", DATE, WEB, Load.State.PUBLISHED);
        end("3", DATE, Load.ASSEMBLE, Load.State.PUBLISHED);
        end("4", DATE.plusDays(1), WEB, Load.State.PUBLISHED);
        assertThat(ledger.loads(DATE)).extracting(Load::loadId).containsExactly("3", "2", "1");
        assertThat(ledger.loads(WEB, DATE)).extracting(Load::loadId).containsExactly("2", "1");
    }

    @Test
    void theLedgerOutlivesItsProcess() {
        end("a", DATE, ADS, Load.State.PUBLISHED);
        ledger.start("b", DATE, WEB, "");
        close();
        open();
        assertThat(load("a").isPublished()).isTrue();
        assertThat(load("b").state()).isEqualTo(Load.State.RUNNING);
    }

    @Test
    void readersSeeTheLastLoadOfASourceAndDate() {
        end("a", DATE, ADS, Load.State.FAILED);
        ledger.start("b", DATE, ADS, "");
        ledger.end("b", Load.State.PUBLISHED, "said \"well\"");
        assertThat(store.readText("load/business_date=2026-04-07/google_ads_report.jsonl"))
                .matches("\\{\"load_id\":\"b\",\"business_date\":\"2026-04-07\",\"source\":\"google_ads_report\","
                        + "\"state\":\"published\",\"started_at\":\"2\\S+Z\",\"ended_at\":\"2\\S+Z\","
                        + "\"message\":\"said \\\\\"well\\\\\"\"}\n");
        assertThat(store.readText("file/business_date=2026-04-07/google_ads_report.jsonl"))
                .isEmpty();
    }

    @Test
    void readersSeeNoFilesOfTheSecondHalfOfANight() {
        end("night", DATE, Load.ASSEMBLE, Load.State.PUBLISHED);
        assertThat(store.list(""))
                .extracting(FileStore.Entry::path)
                .containsExactly("load/business_date=2026-04-07/assemble.jsonl");
    }

    @Test
    void unclaimedFilesAreWrittenReplacedAndTakenAway() {
        FileStore.Entry entry = new FileStore.Entry("2026-04-07/new/a.csv", 7, "tag");
        String path = "file/business_date=2026-04-07/unclaimed.jsonl";
        ledger.writeUnclaimed(DATE, List.of());
        assertThat(store.exists(path)).isFalse();
        ledger.writeUnclaimed(DATE, List.of(LedgerFile.forUnclaimed(DATE, entry, "no source reads it")));
        assertThat(store.readText(path)).isEqualTo("""
                {"business_date":"2026-04-07","path":"2026-04-07/new/a.csv","source":null,"outcome":"unclaimed","read":0,\
                "loaded":0,"quarantined":0,"duplicates":0,"left_out":0,"money":{},"message":"no source reads it","drift":[],\
                "sha256":null,"bytes":7,"load_id":null}
                """);
        ledger.writeUnclaimed(DATE, List.of());
        assertThat(store.exists(path)).isFalse();
    }

    private Load load(String loadId) {
        return ledger.load(loadId).orElseThrow();
    }

    private void end(String loadId, LocalDate date, String source, Load.State state) {
        ledger.start(loadId, date, source, "");
        ledger.end(loadId, state, null);
    }
}
