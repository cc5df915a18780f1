package cx.warehouse.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Tests the failures of tasks that run at the same time. */
class ParallelTasksTest {

    @Test
    void theFirstFailureIsThrownAfterAllHaveEnded() {
        AtomicBoolean isDone = new AtomicBoolean();
        assertThatThrownBy(() -> ParallelTasks.run(List.of(
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
    void anUndeclaredCheckedExceptionIsReported() {
        assertThatThrownBy(() -> ParallelTasks.run(
                        List.of(() -> ParallelTasksTest.<RuntimeException>sneak(new IOException("x")))))
                .hasRootCauseMessage("x");
    }

    @SuppressWarnings("unchecked")
    static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
