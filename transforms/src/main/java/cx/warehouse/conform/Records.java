package cx.warehouse.conform;

import cx.warehouse.conform.Reject.Code;
import java.util.function.Supplier;

/** Takes the records of a file one by one, as a reader of a format finds them. */
interface Records {

    /**
     * A record whose cells could be told apart.
     *
     * @param line the line it starts in, from 1
     * @param cells valid until this call returns
     * @param raw its text, made only when asked for during this call
     */
    void record(long line, Cells cells, Supplier<String> raw);

    /** A record whose cells could not be told apart. */
    void broken(long line, Code code, String message, Supplier<String> raw);

    /** True for a record that the vendor marks as not meant, also when it lacks cells. */
    boolean isLeftOut(Cells cells);
}
