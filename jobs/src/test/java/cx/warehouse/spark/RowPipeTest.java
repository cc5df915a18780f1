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
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class RowPipeTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 513, 1024, 20_000})
    void allRowsComeInTheirOrder(int rows) {
        RowPipe pipe = new RowPipe("read", out -> {
            for (int row = 0; row < rows; row++) {
                out.accept(row(row));
            }
        });
        assertThat(pull(pipe)).isEqualTo(IntStream.range(0, rows).boxed().toList());
        assertThat(pipe.hasNext()).isFalse();
        assertThatThrownBy(pipe::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void askingTwiceTakesNoRow() {
        RowPipe pipe = new RowPipe("read", out -> out.accept(row(7)));
        assertThat(pipe.hasNext()).isTrue();
        assertThat(pipe.hasNext()).isTrue();
        assertThat(pipe.next().getInt(0)).isEqualTo(7);
        assertThat(pipe.hasNext()).isFalse();
    }

    @Test
    void aFailureIsThrownWhereTheRowsWouldEnd() {
        RowPipe pipe = new RowPipe("read", out -> {
            for (int row = 0; row < 600; row++) {
                out.accept(row(row));
            }
            throw new IOException("the line broke");
        });
        List<Integer> pulled = new ArrayList<>();
        assertThatThrownBy(() -> pipe.forEachRemaining(row -> pulled.add(row.getInt(0))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the line broke")
                .hasCauseInstanceOf(IOException.class);
        assertThat(pulled).hasSize(512);
    }

    @Test
    void anErrorOfTheReaderIsThrownToo() {
        RowPipe pipe = new RowPipe("read", out -> {
            throw new StackOverflowError("too deep");
        });
        assertThatThrownBy(pipe::hasNext).hasMessage("too deep").hasCauseInstanceOf(StackOverflowError.class);
    }

    @Test
    void theReaderWaitsForASlowWriter() throws InterruptedException {
        AtomicInteger pushed = new AtomicInteger();
        RowPipe pipe = new RowPipe("read", out -> {
            for (int row = 0; row < 100_000; row++) {
                out.accept(row(row));
                pushed.incrementAndGet();
            }
        });
        pipe.next();
        Thread.sleep(200);
        assertThat(pushed.get()).isLessThan(20_000);
        pipe.close();
    }

    @Test
    void aReaderWhoseRowsNobodyWantsEnds() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        RowPipe pipe = new RowPipe("read", out -> {
            try {
                while (true) {
                    out.accept(row(1));
                }
            } finally {
                ended.countDown();
            }
        });
        pipe.next();
        pipe.close();
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aWriterThatIsStoppedDoesNotWaitForever() {
        RowPipe pipe = new RowPipe("read", out -> new CountDownLatch(1).await());
        Thread.currentThread().interrupt();
        assertThatThrownBy(pipe::hasNext)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("interrupted while reading");
        assertThat(Thread.interrupted()).isTrue();
    }

    private static InternalRow row(int number) {
        return new GenericInternalRow(new Object[] {number});
    }

    private static List<Integer> pull(RowPipe pipe) {
        List<Integer> pulled = new ArrayList<>();
        pipe.forEachRemaining(row -> pulled.add(row.getInt(0)));
        return pulled;
    }
}
