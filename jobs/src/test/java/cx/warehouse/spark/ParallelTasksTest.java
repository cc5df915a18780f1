package cx.warehouse.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests that several tasks run at the same time, and how their failures are reported. */
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

    @Test
    void anEmptyListEndsWithoutAFault() {
        ParallelTasks.run(List.of());
    }

    @Test
    @Timeout(60)
    void threeTasksRunAtOnceAndTheFourthWaits() {
        CyclicBarrier three = new CyclicBarrier(3);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Runnable task = () -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            try {
                three.await(30, TimeUnit.SECONDS); // the barrier opens only when three tasks run at the same time
            } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new IllegalStateException(e);
            } finally {
                running.decrementAndGet();
            }
        };
        ParallelTasks.run(List.of(task, task, task, task, task, task));
        assertThat(most).hasValue(3);
    }

    @Test
    @Timeout(60)
    void anInterruptStopsTheTasksAndIsPassedOn() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Thread caller = Thread.currentThread();
        Runnable task = () -> {
            started.countDown();
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                stopped.countDown();
            }
        };
        Runnable interrupter = () -> {
            try {
                started.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            caller.interrupt();
        };
        assertThatThrownBy(() -> ParallelTasks.run(List.of(task, interrupter)))
                .hasMessage("Interrupted while parallel tasks were running");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(stopped.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @SuppressWarnings("unchecked")
    static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
