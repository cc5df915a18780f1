package cx.warehouse.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;

/** What a command says on one of its streams, until it is silenced. */
final class Voice extends FilterOutputStream {

    private volatile boolean isSilent;

    /** Speaks on a stream. */
    Voice(PrintStream stream) {
        super(stream);
    }

    /** The stream to speak on. */
    PrintStream stream() {
        return new PrintStream(this, true, Charset.defaultCharset());
    }

    /** Says one thing more, then nothing. */
    void silence(String lastWords) {
        isSilent = true;
        ((PrintStream) out).print(lastWords);
        ((PrintStream) out).flush();
    }

    @Override
    public void write(int octet) throws IOException {
        if (!isSilent) {
            out.write(octet);
        }
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
        if (!isSilent) {
            out.write(octets, from, length);
        }
    }
}
