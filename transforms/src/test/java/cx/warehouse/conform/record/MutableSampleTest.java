package cx.warehouse.conform.record;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.conform.delivery.FileReport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks the starting point of the tests of input classes: good rows of every source, all of which load. */
class MutableSampleTest {

    @ParameterizedTest
    @MethodSource("cx.warehouse.conform.record.MutableSample#sources")
    void everySourceHasSeveralGoodRows(String source) {
        MutableSample specimen = MutableSample.of(source);
        assertThat(specimen.rows()).isGreaterThan(1);
        FileReport report = specimen.read().report();
        assertThat(report.message()).isEmpty();
        assertThat(report.loaded()).isEqualTo(specimen.rows());
        assertThat(report.read()).isEqualTo(specimen.rows());
    }
}
