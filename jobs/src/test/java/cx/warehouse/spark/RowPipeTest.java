package cx.warehouse.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests the hand-over of rows between two threads: order, failures, closing and interrupts. */
@Timeout(60)
class RowPipeTest {

    @Test
    void rowsArriveInOrderWhateverTheirNumber() {
        // a batch has 512 rows: no row, one row, one row less or more than a batch, and more rows than the queue holds
        for (int count : List.of(0, 1, 511, 512, 513, 20_000)) {
            try (RowPipe pipe = new RowPipe("rows", rows -> push(rows, count))) {
                assertThat(numbers(pipe)).hasSize(count).isSorted().doesNotHaveDuplicates();
                assertThat(pipe.hasNext()).isFalse();
                assertThatThrownBy(pipe::next).isInstanceOf(NoSuchElementException.class);
            }
        }
    }

    @Test
    void aReaderFailureIsThrownAfterTheFullBatches() {
        try (RowPipe pipe = new RowPipe("rows", rows -> {
            push(rows, 512);
            throw new IOException("the file ends early");
        })) {
            List<Integer> numbers = new ArrayList<>();
            assertThatThrownBy(() -> pipe.forEachRemaining(row -> numbers.add(row.getInt(0))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the file ends early")
                    .hasCauseInstanceOf(IOException.class);
            assertThat(numbers).hasSize(512);
        }
    }

    @Test
    void anErrorOfTheReaderIsThrownToo() {
        try (RowPipe pipe = new RowPipe("rows", rows -> {
            throw new StackOverflowError("too deep");
        })) {
            assertThatThrownBy(pipe::hasNext).hasCauseInstanceOf(StackOverflowError.class);
        }
    }

    @Test
    void closingStopsTheReader() throws InterruptedException {
        AtomicInteger pushed = new AtomicInteger();
        CountDownLatch stopped = new CountDownLatch(1);
        RowPipe pipe = new RowPipe("rows", rows -> {
            try {
                push(
                        row -> {
                            rows.accept(row);
                            pushed.incrementAndGet();
                        },
                        1_000_000);
            } finally {
                stopped.countDown();
            }
        });
        assertThat(pipe.next().getInt(0)).isZero();
        pipe.close();
        assertThat(stopped.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(pushed).as("no more than the queue holds").hasValueLessThan(20 * 512);
    }

    @Test
    void anInterruptedWriterStopsTheReader() throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        RowPipe pipe = new RowPipe("rows", rows -> {
            try {
                Thread.sleep(60_000);
            } finally {
                stopped.countDown();
            }
        });
        Thread.currentThread().interrupt();
        assertThatThrownBy(pipe::hasNext)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Interrupted while reading");
        assertThat(Thread.interrupted()).as("the interrupt is handed on").isTrue();
        assertThat(stopped.await(30, TimeUnit.SECONDS)).isTrue();
    }

    private static void push(Consumer<InternalRow> rows, int count) {
        for (int i = 0; i < count; i++) {
            rows.accept(new GenericInternalRow(new Object[] {i}));
        }
    }

    private static List<Integer> numbers(RowPipe pipe) {
        List<Integer> numbers = new ArrayList<>();
        pipe.forEachRemaining(row -> numbers.add(row.getInt(0)));
        return numbers;
    }
}
