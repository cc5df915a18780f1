package cx.warehouse.conform.type;

import java.time.Instant;

/** A map from 64-bit key hashes to 64-bit content hashes, which needs 32 to 64 bytes per row of a file. */
final class KeyHashes {
    /**
     * Pairs of a key and its content. They are adjacent, because each access to memory outside the cache costs as much
     * as all the rest.
     */
    private long[] held = new long[1 << 12];

    private boolean isZeroHeld;
    private long zeroContent;
    private int size;

    /** Result of {@link #put}. */
    enum Match {
        NEW,
        SAME,
        OTHER
    }

    /**
     * Stores the first content of a key.
     *
     * @return how this content compares with the stored one
     */
    Match put(long key, long content) {
        if (key == 0) {
            Match found = !isZeroHeld ? Match.NEW : zeroContent == content ? Match.SAME : Match.OTHER;
            zeroContent = isZeroHeld ? zeroContent : content;
            isZeroHeld = true;
            return found;
        }
        int at = slot(held, key);
        if (held[at] == key) {
            return held[at + 1] == content ? Match.SAME : Match.OTHER;
        }
        held[at] = key;
        held[at + 1] = content;
        if (++size * 4 > held.length) {
            grow();
        }
        return Match.NEW;
    }

    /** The content of a stored key. */
    long content(long key) {
        return key == 0 ? zeroContent : held[slot(held, key) + 1];
    }

    /** Stores another content of a stored key. */
    void replace(long key, long content) {
        if (key == 0) {
            zeroContent = content;
        } else {
            held[slot(held, key) + 1] = content;
        }
    }

    private void grow() {
        long[] old = held;
        held = new long[old.length * 2];
        for (int index = 0; index < old.length; index += 2) {
            if (old[index] != 0) {
                int at = slot(held, old[index]);
                held[at] = old[index];
                held[at + 1] = old[index + 1];
            }
        }
    }

    private static int slot(long[] held, long key) {
        int mask = held.length - 2;
        int at = (int) (key ^ key >>> 32) << 1 & mask;
        while (held[at] != 0 && held[at] != key) {
            at = at + 2 & mask;
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

    /** A 64-bit hash of a value; null and the empty text have different hashes. */
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
