package cx.warehouse.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class TogetherTest {

    @Test
    void theFirstFailureIsThrownWhenAllHaveEnded() {
        AtomicBoolean isDone = new AtomicBoolean();
        assertThatThrownBy(() -> Together.run(List.of(
                        () -> {
                            throw new IllegalArgumentException("first");
                        },
                        () -> isDone.set(true),
                        () -> {
                            throw new IllegalArgumentException("second");
                        })))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("first");
        assertThat(isDone).isTrue();
    }

    @Test
    void aFailureThatNobodyDeclaredIsTold() {
        assertThatThrownBy(
                        () -> Together.run(List.of(() -> TogetherTest.<RuntimeException>sneak(new IOException("x")))))
                .hasRootCauseMessage("x");
    }

    @SuppressWarnings("unchecked")
    static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
