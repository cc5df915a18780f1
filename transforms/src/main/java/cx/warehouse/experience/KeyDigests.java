package cx.warehouse.experience;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.unhex;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.apache.spark.sql.Column;

/**
 * Makes keys from digests: SHA-256 for record keys, and HMAC-SHA-256 under a secret for values that may name a person.
 */
public final class KeyDigests {

    private static final int BLOCK = 64;
    private static final int LENGTH = 32;

    /** Spark stores text as UTF-8, so a cast to bytes needs no encoding. */
    private static final String BYTES = "binary";

    private KeyDigests() {}

    /**
     * The first 32 hex characters of SHA-256 over the parts, joined by {@code |}. A null part counts as empty; never
     * null.
     */
    public static Column digest(Column... parts) {
        Column[] filled =
                Arrays.stream(parts).map(part -> coalesce(part, lit(""))).toArray(Column[]::new);
        Column hex = sha2(concat_ws("|", filled).cast(BYTES), 256);
        // a substring of bytes is cheaper than one of text, whose characters must be counted
        return substring(hex.cast(BYTES), 1, LENGTH).cast("string");
    }

    /**
     * HMAC-SHA-256 (RFC 2104) of a text under {@code key}, as 64 hex characters; null for null.
     *
     * <p>It consists of Spark expressions, so it runs in generated code. The padded key is a literal of the query plan,
     * so do not log plans that contain it.
     */
    public static Column hmac(Column text, String key) {
        Column inner = sha2(concat(lit(pad(key, 0x36)), text.cast(BYTES)), 256);
        return sha2(concat(lit(pad(key, 0x5c)), unhex(inner)), 256);
    }

    /** The published hash of an identifier: {@link #hmac} of {@code type:normalised value}. */
    public static Column identifierHash(Column type, Column value, String key) {
        return hmac(concat(type, lit(":"), value), key);
    }

    private static byte[] pad(String key, int filler) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        byte[] block = Arrays.copyOf(bytes.length > BLOCK ? sha256(bytes) : bytes, BLOCK);
        for (int i = 0; i < BLOCK; i++) {
            block[i] ^= (byte) filler;
        }
        return block;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Cannot hash: this Java has no SHA-256", e);
        }
    }
}
