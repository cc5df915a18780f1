package cx.warehouse.ledger;

import cx.warehouse.files.Fault;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Recognizes a key of the pseudonyms that is not the one a warehouse was built with. The database keeps an HMAC of a fixed
 * text, from which the key cannot be found.
 */
public final class HashKeyCheck {

    private static final String HMAC = "HmacSHA256";
    private static final String TEXT = "the key of the pseudonyms";

    private HashKeyCheck() {}

    /**
     * Refuses another key than that of the first call on this database. With another key, every customer and visitor
     * would get a second key, and each person would be two.
     *
     * @throws Fault USAGE with the ways out
     */
    public static void requireSame(Database database, String hashKey) {
        String digest = digest(hashKey);
        List<String> known = database.transaction(connection -> {
            List<String> stored =
                    Database.query(connection, row -> row.getString(1), "select digest from cxw_hash_key");
            if (stored.isEmpty()) {
                Database.update(connection, "insert into cxw_hash_key (id, digest) values (1, ?)", digest);
            }
            return stored;
        });
        if (!known.isEmpty() && !known.contains(digest)) {
            throw new Fault(
                    Fault.Kind.USAGE,
                    "Cannot use this CXW_HASH_KEY: the warehouse was built with another one, and every person in it would"
                            + " become a second one. Set the former key again (without CXW_HASH_KEY it is that of the"
                            + " demo), or build the warehouse again with the new key in an empty folder: cxw backfill"
                            + " --from D --to D --root NEW_FOLDER");
        }
    }

    private static String digest(String hashKey) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(hashKey.getBytes(StandardCharsets.UTF_8), HMAC));
            return HexFormat.of().formatHex(mac.doFinal(TEXT.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
