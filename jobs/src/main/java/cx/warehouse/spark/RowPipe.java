package cx.warehouse.spark;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * An iterator over rows that another thread produces. The producer reads the next rows while the consumer writes the
 * previous ones. The rows are Spark's internal ones, as {@code SparkRows} makes them: public ones would be encoded
 * first.
 */
public final class RowPipe implements Iterator<InternalRow>, AutoCloseable {

    /** Produces all rows. */
    @FunctionalInterface
    public interface RowProducer {
        /** Passes every row to {@code rows}, in order. */
        void pushTo(Consumer<InternalRow> rows) throws Exception;
    }

    private static final int BATCH = Tuning.PIPE_BATCH_ROWS;
    private static final InternalRow[] END = new InternalRow[0];

    private final BlockingQueue<InternalRow[]> queue = new ArrayBlockingQueue<>(Tuning.PIPE_BATCHES);
    private final Thread reader;
    private volatile Throwable failure;
    private InternalRow[] batch = new InternalRow[0];
    private int next;
    private boolean isDone;

    public RowPipe(String name, RowProducer source) {
        this.reader = new Thread(() -> run(source), name);
        reader.setDaemon(true);
        reader.start();
    }

    @Override
    public boolean hasNext() {
        while (!isDone && next >= batch.length) {
            try {
                batch = queue.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                reader.interrupt();
                throw new IllegalStateException("Interrupted while reading", e);
            }
            next = 0;
            if (batch == END) {
                isDone = true;
                if (failure != null) {
                    throw new IllegalStateException(failure.getMessage(), failure);
                }
            }
        }
        return !isDone;
    }

    @Override
    public InternalRow next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return batch[next++];
    }

    private void run(RowProducer source) {
        Batches batches = new Batches();
        try {
            source.pushTo(batches);
            batches.flush();
        } catch (Throwable e) {
            failure = e;
        }
        if (!Thread.currentThread().isInterrupted()) {
            put(END);
        }
    }

    private void put(InternalRow[] rows) {
        try {
            queue.put(rows);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Cannot hand over more rows: their reader has ended", e);
        }
    }

    /** Stops the producer when the consumer needs no more rows. */
    @Override
    public void close() {
        reader.interrupt();
    }

    /** Hands over many rows at a time, because a lock per row would cost more than the row. */
    private final class Batches implements Consumer<InternalRow> {
        private InternalRow[] rows = new InternalRow[BATCH];
        private int size;

        @Override
        public void accept(InternalRow row) {
            rows[size++] = row;
            if (size == BATCH) {
                put(rows);
                rows = new InternalRow[BATCH];
                size = 0;
            }
        }

        void flush() {
            put(java.util.Arrays.copyOf(rows, size));
        }
    }
}
