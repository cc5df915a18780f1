package cx.warehouse.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ParallelTasksTest {

    @Test
    void theFirstFailureIsThrownWhenAllHaveEnded() {
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
    void aFailureThatNobodyDeclaredIsTold() {
        assertThatThrownBy(() -> ParallelTasks.run(
                        List.of(() -> ParallelTasksTest.<RuntimeException>sneak(new IOException("x")))))
                .hasRootCauseMessage("x");
    }

    @Test
    void atMostThreeTasksRunAtOnce() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Runnable task = () -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            running.decrementAndGet();
        };
        ParallelTasks.run(Collections.nCopies(9, task));
        assertThat(most.get()).isBetween(2, 3);
        assertThat(running).hasValue(0);
    }

    @Test
    void noTasksAreDoneAtOnce() {
        assertThatCode(() -> ParallelTasks.run(List.of())).doesNotThrowAnyException();
    }

    @Test
    void whoeverIsInterruptedWhileWaitingStopsTheTasks() throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> ParallelTasks.run(List.of(() -> {
                    try {
                        Thread.sleep(60_000);
                    } catch (InterruptedException e) {
                        stopped.countDown();
                    }
                })))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("interrupted while several things ran");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @SuppressWarnings("unchecked")
    static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
