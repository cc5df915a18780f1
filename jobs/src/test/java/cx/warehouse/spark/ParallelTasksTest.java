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

    @Test
    void noTaskIsNoFault() {
        ParallelTasks.run(List.of());
    }

    @Test
    @Timeout(60)
    void threeTasksRunAtOnceAndTheFourthAfterOneOfThem() {
        CyclicBarrier three = new CyclicBarrier(3);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Runnable task = () -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            try {
                three.await(30, TimeUnit.SECONDS); // only when three of them run side by side does one end
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
    void anInterruptStopsTheTasksAndIsHandedOn() throws InterruptedException {
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
                .hasMessage("interrupted while several things ran");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(stopped.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @SuppressWarnings("unchecked")
    static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
