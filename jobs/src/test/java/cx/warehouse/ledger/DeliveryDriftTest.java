package cx.warehouse.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests how the drift of single files is summed up for a delivery. */
class DeliveryDriftTest {

    @Test
    void sharedDriftIsListedOnceWithItsFiles() {
        assertThat(DeliveryDrift.of(List.of(
                        file("b.csv", "added: colour", "missing: Phone"),
                        file("a.csv", "added: colour"),
                        file("c.csv"))))
                .containsExactly(
                        new DeliveryDrift("added: colour", List.of("a.csv", "b.csv"), 0),
                        new DeliveryDrift("missing: Phone", List.of("b.csv"), 0));
    }

    @Test
    void fiveFilesAreNamedAndTheOthersCounted() {
        List<LedgerFile> files = IntStream.range(10, 30)
                .mapToObj(number -> file(number + ".csv", "added: colour"))
                .toList();
        assertThat(DeliveryDrift.of(files))
                .containsExactly(new DeliveryDrift(
                        "added: colour", List.of("10.csv", "11.csv", "12.csv", "13.csv", "14.csv"), 15));
    }

    @Test
    void onlyTheFirst200DifferencesAreListed() {
        String[] drift = IntStream.range(1_000, 2_000)
                .mapToObj(number -> "added: c" + number)
                .toArray(String[]::new);
        assertThat(DeliveryDrift.of(List.of(file("a.csv", drift))))
                .hasSize(201)
                .startsWith(new DeliveryDrift("added: c1000", List.of("a.csv"), 0))
                .endsWith(new DeliveryDrift("further: 800", List.of(), 0));
    }

    private static LedgerFile file(String name, String... drift) {
        LocalDate date = LocalDate.of(2026, 3, 14);
        return new LedgerFile(
                "salesforce_contact",
                date,
                date + "/salesforce/" + name,
                "sha",
                1,
                "tag",
                "loaded",
                1,
                1,
                0,
                0,
                0,
                new TreeMap<>(),
                List.of(drift),
                null,
                "load");
    }
}
