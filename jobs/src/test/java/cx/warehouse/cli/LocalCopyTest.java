package cx.warehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.files.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies parts of a warehouse and looks at the files that are linked, fetched and deleted. */
class LocalCopyTest {

    @TempDir
    Path folder;

    private FileStore root;
    private LocalCopy copy;

    @BeforeEach
    void opens() {
        root = FileStore.at(folder.resolve("root").toString(), null);
        copy = new LocalCopy(root, folder.resolve("cache"));
    }

    @Test
    void aFileOfAnEarlierVersionIsLinkedNotFetched() throws Exception {
        root.writeText("bi-versions/v1/visits/event_date=2026-03-14/a.parquet", "a");
        Path first = copy.copyVersion("bi-versions/v1");
        root.writeText("bi-versions/v2/visits/event_date=2026-03-14/a.parquet", "a");
        root.writeText("bi-versions/v2/visits/event_date=2026-03-15/b.parquet", "b");

        Path second = copy.copyVersion("bi-versions/v2");
        String a = "visits/event_date=2026-03-14/a.parquet";
        assertThat(Files.isSameFile(first.resolve(a), second.resolve(a))).isTrue();
        assertThat(second.resolve("visits/event_date=2026-03-15/b.parquet")).hasContent("b");
    }

    @Test
    void onlyTheNewestOlderVersionIsKept() {
        for (String version : new String[] {"v1", "v2", "v3"}) {
            root.writeText("bi-versions/" + version + "/visits/a.parquet", "a");
            copy.copyVersion("bi-versions/" + version);
        }
        assertThat(folder.resolve("cache/bi-versions").toFile().list()).containsExactlyInAnyOrder("v2", "v3");
    }

    @Test
    void changedLinesAreFetchedAndDeletedOnesRemoved() throws Exception {
        root.writeText("ledger/file/business_date=2026-03-14/ga4_event.jsonl", "1");
        root.writeText("ledger/file/business_date=2026-03-14/shopify_order.jsonl", "1");
        copy.copyLines("ledger/file");
        root.writeText("ledger/file/business_date=2026-03-14/ga4_event.jsonl", "2");
        Files.setLastModifiedTime(
                folder.resolve("root/ledger/file/business_date=2026-03-14/ga4_event.jsonl"), FileTime.fromMillis(0));
        root.delete("ledger/file/business_date=2026-03-14/shopify_order.jsonl");

        Path lines = copy.copyLines("ledger/file");
        Path day = lines.resolve("business_date=2026-03-14");
        assertThat(day.toFile().list()).singleElement().asString().matches("ga4_event\\..+\\.jsonl");
        assertThat(day.resolve(day.toFile().list()[0])).hasContent("2");
    }
}
