package cx.warehouse.conform.record;

import cx.warehouse.conform.delivery.QuarantinedRow.ReasonCode;
import java.util.function.Supplier;

/** Receives the records of a file one by one from the reader of its format. */
public interface RecordSink {

    /**
     * Receives a record that was split into cells.
     *
     * @param line the line where it starts, from 1
     * @param cells valid until this call returns
     * @param raw its text, built on demand; valid only during this call
     */
    void accept(long line, RecordCells cells, Supplier<String> raw);

    /** Receives a record that could not be split into cells. */
    void acceptBroken(long line, ReasonCode code, String message, Supplier<String> raw);

    /**
     * Receives a record of delimited text. It is accepted if it has as many cells as the header, or if it is left out
     * anyway.
     *
     * @param count number of its cells
     * @param wanted number of the header's cells
     */
    default void acceptDelimited(long line, RecordCells cells, int count, int wanted, Supplier<String> raw) {
        if (count == wanted || isLeftOut(cells)) {
            accept(line, cells, raw);
        } else {
            acceptBroken(line, ReasonCode.COLUMN_COUNT, "has " + count + " cells, the header has " + wanted, raw);
        }
    }

    /** Whether the vendor marks the record as no data; a record with too few cells may be marked too. */
    boolean isLeftOut(RecordCells cells);
}
