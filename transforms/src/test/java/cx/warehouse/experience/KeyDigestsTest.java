package cx.warehouse.experience;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyDigestsTest extends ExperienceTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "k",
                "a key of exactly sixty-four bytes, counted twice to be very sure",
                "long long long long long long long long long long long long long long long long"
            })
    void identifiersAreHashedAsJavaHashesThem(String key) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String expected = HexFormat.of().formatHex(mac.doFinal("email:zoë@mail.test".getBytes(StandardCharsets.UTF_8)));

        assertThat(text(
                        frame("value string", "zoë@mail.test")
                                .select(KeyDigests.identifierHash(lit("email"), col("value"), key)
                                        .as("hash")),
                        "hash"))
                .isEqualTo(expected);
    }
}
