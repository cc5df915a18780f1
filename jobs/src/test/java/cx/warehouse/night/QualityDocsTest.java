package cx.warehouse.night;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.testing.Nights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that quality pages are written last and never fail a night. */
class QualityDocsTest {

    private static final String LOAD = "2026-03-14-shopify_order-1";

    @TempDir
    private Path root;

    @Test
    void aLoadThatAnEarlierTryHasCheckedGetsItsPage() throws IOException {
        assertThat(notesOfANight()).isEmpty();
        assertThat(root.resolve("reports/quality/source.shopify_order/" + LOAD + ".html"))
                .isNotEmptyFile();
    }

    @Test
    void pagesThatCannotBeWrittenAreAWarning() throws IOException {
        Files.writeString(root.resolve("reports"), "a file where a folder should be");
        assertThat(notesOfANight())
                .singleElement()
                .asString()
                .startsWith("The quality pages are not up to date")
                .endsWith("`cxw docs` rewrites them.");
    }

    private List<String> notesOfANight() throws IOException {
        Path result = root.resolve("validations/" + LOAD + "/source.shopify_order.json");
        Files.createDirectories(result.getParent());
        Files.writeString(result, """
                {"results": [], "meta": {"run_id": {"run_time": "2026-03-14T02:00:00+00:00"}}}""");
        LocalDate date = LocalDate.of(2026, 3, 14);
        NightReport.SourceReport source =
                new NightReport.SourceReport("shopify_order", date, LOAD, true, List.of(), Optional.empty());
        List<String> notes = new ArrayList<>();
        try (Warehouse warehouse = Warehouse.open(Nights.settings(root))) {
            NightReport report = new NightReport(
                    List.of(date), List.of(source), List.of(), List.of(), Optional.empty(), Optional.empty());
            QualityDocs.refresh(warehouse, report, new Notes(notes));
        }
        return notes;
    }

    /** Collects the messages for a person. */
    private record Notes(List<String> notes) implements NightProgress {
        @Override
        public void onStepStart(String source, String step) {}

        @Override
        public void onStepEnd(String source, String step, boolean isGood) {}

        @Override
        public void note(String text) {
            notes.add(text);
        }

        @Override
        public void onRead(long rows, long files, long delivered) {}
    }
}
