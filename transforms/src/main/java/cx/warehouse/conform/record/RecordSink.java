package cx.warehouse.conform.record;

import cx.warehouse.conform.delivery.QuarantinedRow.ReasonCode;
import java.util.function.Supplier;

/** Takes the records of a file one by one, as a reader of a format finds them. */
public interface RecordSink {

    /**
     * A record whose cells could be told apart.
     *
     * @param line the line it starts in, from 1
     * @param cells valid until this call returns
     * @param raw its text, made only when asked for during this call
     */
    void accept(long line, RecordCells cells, Supplier<String> raw);

    /** A record whose cells could not be told apart. */
    void acceptBroken(long line, ReasonCode code, String message, Supplier<String> raw);

    /**
     * A record of delimited text, which is whole when it has as many cells as the header, or is left out anyway.
     *
     * @param count how many cells it has
     * @param wanted how many the header has
     */
    default void acceptDelimited(long line, RecordCells cells, int count, int wanted, Supplier<String> raw) {
        if (count == wanted || isLeftOut(cells)) {
            accept(line, cells, raw);
        } else {
            acceptBroken(line, ReasonCode.COLUMN_COUNT, "has " + count + " cells, the header has " + wanted, raw);
        }
    }

    /** True for a record that the vendor marks as not meant, also when it lacks cells. */
    boolean isLeftOut(RecordCells cells);
}
