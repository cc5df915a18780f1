package cx.warehouse.quality.scan;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * Collects the 64-bit hashes of a frame's rows on the driver and compares them: at eight bytes a row, this needs no
 * shuffle.
 */
final class RowHashes {

    private RowHashes() {}

    /** Whether two rows of the frame have the same hash. */
    static boolean areShared(Dataset<Row> frame, Column hash) {
        List<byte[]> parts = frame.select(hash)
                .as(Encoders.LONG())
                .mapPartitions((MapPartitionsFunction<Long, byte[]>) RowHashes::pack, Encoders.BINARY())
                .collectAsList();
        long[] hashes = new long[parts.stream().mapToInt(part -> part.length).sum() / Long.BYTES];
        int at = 0;
        for (byte[] part : parts) {
            ByteBuffer.wrap(part).asLongBuffer().get(hashes, at, part.length / Long.BYTES);
            at += part.length / Long.BYTES;
        }
        Arrays.sort(hashes);
        for (int next = 1; next < hashes.length; next++) {
            if (hashes[next] == hashes[next - 1]) {
                return true;
            }
        }
        return false;
    }

    private static Iterator<byte[]> pack(Iterator<Long> hashes) {
        ByteBuffer packed = ByteBuffer.allocate(1 << 13);
        while (hashes.hasNext()) {
            if (!packed.hasRemaining()) {
                packed = ByteBuffer.allocate(packed.capacity() * 2).put(packed.flip());
            }
            packed.putLong(hashes.next());
        }
        return List.of(Arrays.copyOf(packed.array(), packed.position())).iterator();
    }
}
