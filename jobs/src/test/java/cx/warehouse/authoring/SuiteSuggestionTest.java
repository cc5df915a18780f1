package cx.warehouse.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cx.warehouse.checks.RowsLocation;
import cx.warehouse.files.Fault;
import cx.warehouse.quality.suite.Expectation;
import cx.warehouse.quality.suite.Suite;
import cx.warehouse.testing.Nights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests suites that are suggested for files outside of a warehouse. */
class SuiteSuggestionTest {

    @TempDir
    Path folder;

    @Test
    void filesGetASuiteWithoutAWarehouse() throws IOException {
        String rows = IntStream.range(0, 40)
                .mapToObj(row -> row + "," + (row % 2 == 0 ? "web" : "store") + "," + row / 4.0)
                .collect(Collectors.joining("\n", "order_id,origin,total\n", "\n"));
        Path orders = Files.writeString(folder.resolve("orders.csv"), rows);
        Suite suite = suggest(RowsLocation.of(orders.toString(), null, null, null));
        assertThat(suite.expectations().stream().map(Expectation::type))
                .contains("expect_column_values_to_be_unique", "expect_column_values_to_be_in_set");
        assertThat(folder.resolve("wh")).doesNotExist();
    }

    @Test
    void codesGetNoRange() throws IOException {
        String rows = IntStream.range(0, 40)
                .mapToObj(row -> "0%02d,%d,%d".formatted(row, 25000 + row * 7, row * 3))
                .collect(Collectors.joining("\n", "region,billing_zip,visitors\n", "\n"));
        Path towns = Files.writeString(folder.resolve("towns.csv"), rows);
        assertThat(suggest(RowsLocation.of(towns.toString(), null, null, null)).expectations().stream()
                        .filter(one -> one.type().equals("expect_column_values_to_be_between"))
                        .map(one -> one.kwargs().path("column").asText()))
                .containsExactly("visitors");
    }

    @Test
    void malformedRowsAreAFaultOfUsage() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.json"), "{\"id\": \n");
        assertThatThrownBy(() -> suggest(RowsLocation.of(broken.toString(), null, "id int", null)))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.USAGE))
                .hasMessageStartingWith("Cannot suggest a suite for " + broken + ": ");
    }

    private Suite suggest(RowsLocation data) {
        return SuiteSuggestion.of(Nights.settings(folder.resolve("wh"), Map.of()), data, "orders");
    }
}
