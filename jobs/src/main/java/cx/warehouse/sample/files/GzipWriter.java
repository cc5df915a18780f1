package cx.warehouse.sample.files;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a gzip file of one or several members. Its bytes contain no timestamp and no file name, so they are
 * reproducible.
 */
public final class GzipWriter extends OutputStream {
    private final OutputStream file;
    private OutputStream member;

    public GzipWriter(OutputStream file) {
        this.file = file;
    }

    public static GzipWriter create(Path path) throws IOException {
        return new GzipWriter(new BufferedOutputStream(Files.newOutputStream(path), 1 << 16));
    }

    @Override
    public void write(int one) throws IOException {
        member().write(one);
    }

    @Override
    public void write(byte[] data, int from, int length) throws IOException {
        member().write(data, from, length);
    }

    /** Ends the member; the next write begins another one. */
    public void endMember() throws IOException {
        if (member != null) {
            member.close();
            member = null;
        }
    }

    /** Appends members that are already compressed. */
    public void append(byte[] members) throws IOException {
        endMember();
        file.write(members);
    }

    @Override
    public void close() throws IOException {
        endMember();
        file.close();
    }

    private OutputStream member() throws IOException {
        if (member == null) {
            member = new Member(file);
        }
        return member;
    }

    /** Writes one member and leaves the file open when the member ends. */
    private static final class Member extends GZIPOutputStream {
        Member(OutputStream file) throws IOException {
            super(new KeepOpen(file), 1 << 15);
            def.setLevel(Deflater.BEST_SPEED);
        }

        @Override
        public void close() throws IOException {
            super.close();
            def.end();
        }
    }

    private static final class KeepOpen extends FilterOutputStream {
        KeepOpen(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] data, int from, int length) throws IOException {
            out.write(data, from, length);
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }
    }
}
