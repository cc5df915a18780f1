package cx.warehouse.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultTest {

    @ParameterizedTest
    @CsvSource({"BUG, 1", "USAGE, 2", "REFUSED, 3", "NOT_READY, 4", "BUSY, 5", "INFRASTRUCTURE, 6"})
    void everyKindHasTheExitCodeThatSchedulersKnow(Fault.Kind kind, int exitCode) {
        assertThat(kind.exitCode()).isEqualTo(exitCode);
    }

    @Test
    void theOutermostFaultOfAChainIsFound() {
        Fault inner = new Fault(Fault.Kind.INFRASTRUCTURE, "inner", new IOException("line"));
        Fault outer = new Fault(Fault.Kind.BUSY, "outer", new IllegalStateException(inner));
        assertThat(Fault.findIn(new RuntimeException(outer))).isSameAs(outer);
        assertThat(Fault.findIn(outer.getCause())).isSameAs(inner);
    }

    @Test
    void aChainWithoutAFaultHasNone() {
        assertThat(Fault.findIn(new RuntimeException(new IOException("line")))).isNull();
        assertThat(Fault.findIn(null)).isNull();
    }
}
