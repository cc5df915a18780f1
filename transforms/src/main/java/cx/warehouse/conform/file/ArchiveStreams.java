package cx.warehouse.conform.file;

import cx.warehouse.conform.delivery.BadFileException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.LongSupplier;
import java.util.zip.CRC32;

/** Streams that distinguish a failure of the storage from a fault of the file. */
final class ArchiveStreams {
    /** Ratio of unpacked to packed bytes above which a file cannot be honest text. */
    private static final int MOST_RATIO = 200;
    /** Size below which the ratio is meaningless. */
    private static final long SMALL = 64L << 20;

    private ArchiveStreams() {}

    /** The delivered bytes. A failure to read them is not the file's fault, so it ends the attempt. */
    static final class DeliveredStream extends FilterInputStream {
        private long count;

        DeliveredStream(InputStream in) {
            super(in);
        }

        long count() {
            return count;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            try {
                int read = in.read(target, offset, length);
                count += Math.max(read, 0);
                return read;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Unpacked bytes. A failure to unpack is the file's fault, and so are more bytes than the packed ones can honestly
     * hold.
     */
    static final class UnpackedStream extends FilterInputStream {
        private final LongSupplier packed;
        private final long size;
        private final long crc;
        private final CRC32 sum = new CRC32();
        private long count;

        /**
         * @param packed supplies the number of packed bytes read so far
         * @param size length that the archive states; -1 if it states none
         * @param crc checksum that the archive states; -1 if it states none
         */
        UnpackedStream(InputStream in, LongSupplier packed, long size, long crc) {
            super(in);
            this.packed = packed;
            this.size = size;
            this.crc = crc;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            try {
                int read = in.read(target, offset, length);
                check(target, offset, read);
                return read;
            } catch (IOException e) {
                throw new BadFileException("is a cut or damaged archive");
            } catch (IllegalArgumentException e) {
                throw new BadFileException("is a damaged archive");
            }
        }

        private void check(byte[] target, int offset, int read) {
            if (read > 0) {
                count += read;
                if (crc >= 0) {
                    sum.update(target, offset, read);
                }
                if (count > SMALL && count / MOST_RATIO > packed.getAsLong()) {
                    throw new BadFileException("unpacks to more than " + MOST_RATIO + " times its size");
                }
            }
            boolean isWrong = size >= 0 && (count > size || (read < 0 && count != size));
            if (isWrong || (read < 0 && crc >= 0 && sum.getValue() != crc)) {
                throw new BadFileException("is a damaged archive: a member is not what its entry says");
            }
        }
    }
}
