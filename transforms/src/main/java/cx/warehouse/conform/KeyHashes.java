package cx.warehouse.conform;

import java.time.Instant;

/** A map of 64-bit key hashes to 64-bit content hashes that holds one file's rows in 16 to 32 bytes each. */
final class KeyHashes {
    private long[] keys = new long[1 << 11];
    private long[] contents = new long[1 << 11];
    private boolean isZeroHeld;
    private long zeroContent;
    private int size;

    /** What {@link #put} found. */
    enum Found {
        NEW,
        SAME,
        OTHER
    }

    /** Keeps the first content of a key, and says how this content compares with it. */
    Found put(long key, long content) {
        if (key == 0) {
            Found found = !isZeroHeld ? Found.NEW : zeroContent == content ? Found.SAME : Found.OTHER;
            zeroContent = isZeroHeld ? zeroContent : content;
            isZeroHeld = true;
            return found;
        }
        int at = slot(keys, key);
        if (keys[at] == key) {
            return contents[at] == content ? Found.SAME : Found.OTHER;
        }
        keys[at] = key;
        contents[at] = content;
        if (++size * 2 > keys.length) {
            grow();
        }
        return Found.NEW;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldContents = contents;
        keys = new long[oldKeys.length * 2];
        contents = new long[oldKeys.length * 2];
        for (int index = 0; index < oldKeys.length; index++) {
            if (oldKeys[index] != 0) {
                int at = slot(keys, oldKeys[index]);
                keys[at] = oldKeys[index];
                contents[at] = oldContents[index];
            }
        }
    }

    private static int slot(long[] keys, long key) {
        int mask = keys.length - 1;
        int at = (int) (key ^ key >>> 32) & mask;
        while (keys[at] != 0 && keys[at] != key) {
            at = at + 1 & mask;
        }
        return at;
    }

    /** Mixes one more 64-bit value into a hash. */
    static long mix(long hash, long value) {
        long mixed = (hash ^ value) * 0x9E3779B97F4A7C15L;
        mixed ^= mixed >>> 32;
        mixed *= 0xD6E8FEB86659FD93L;
        return mixed ^ mixed >>> 29;
    }

    /** A 64-bit hash of a value; null and the empty text differ. */
    static long of(Object value) {
        if (value == null) {
            return 0x5851F42D4C957F2DL;
        }
        if (value instanceof Long || value instanceof Integer) {
            return mix(1, ((Number) value).longValue());
        }
        if (value instanceof Instant instant) {
            return mix(instant.getNano(), instant.getEpochSecond());
        }
        String text = value.toString();
        long hash = text.length();
        for (int at = 0; at < text.length(); at++) {
            hash = (hash + text.charAt(at) + 1) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 31;
        }
        return hash;
    }
}
