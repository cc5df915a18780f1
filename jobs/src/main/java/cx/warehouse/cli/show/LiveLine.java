package cx.warehouse.cli.show;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jline.terminal.impl.DumbTerminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;

/**
 * The last line of a terminal, drawn again and again. It is never wider than the terminal. The cursor waits at its
 * beginning, so that a clear removes it also when a terminal that became narrower has folded it into several rows.
 */
final class LiveLine {

    /** A terminal that does not tell its width has this many columns. */
    private static final int USUAL_WIDTH = 80;
    /** The rows matter only to displays that fill the screen; this one is a line. */
    private static final int ROWS = 24;

    private final Display display;
    private final IntSupplier width;

    /**
     * Starts with nothing drawn.
     *
     * @param out called for every write, because the stream may be replaced
     * @param width the columns of the terminal at this moment; zero when it does not tell
     */
    LiveLine(Supplier<PrintStream> out, IntSupplier width) {
        this.width = width;
        try {
            this.display = new Display(
                    new DumbTerminal(
                            "progress",
                            "xterm",
                            InputStream.nullInputStream(),
                            new LatestStream(out),
                            StandardCharsets.UTF_8),
                    false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Draws a text in place of the last one, as far as it fits. */
    void draw(String text) {
        int columns = resize();
        display.update(List.of(fit(new AttributedString(text), columns)), 0);
    }

    /** Removes the line; the cursor stands where it began. */
    void clear() {
        resize();
        display.update(List.of(), 0);
    }

    private int resize() {
        int known = width.getAsInt();
        int columns = known > 0 ? known : USUAL_WIDTH;
        display.resize(ROWS, columns);
        return columns;
    }

    /** The last column stays free, because some terminals begin a new row as soon as it is written. */
    private static AttributedString fit(AttributedString text, int columns) {
        return text.columnLength() < columns
                ? text
                : AttributedString.join(
                        AttributedString.EMPTY,
                        text.columnSubSequence(0, Math.max(0, columns - 2)),
                        new AttributedString("…"));
    }

    /** Writes to the stream that a supplier names at this moment. */
    private static final class LatestStream extends OutputStream {

        private final Supplier<PrintStream> out;

        LatestStream(Supplier<PrintStream> out) {
            this.out = out;
        }

        @Override
        public void write(int one) {
            out.get().write(one);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            out.get().write(bytes, from, length);
        }

        @Override
        public void flush() {
            out.get().flush();
        }
    }
}
