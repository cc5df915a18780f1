package cx.warehouse.files;

import static cx.warehouse.files.AnsweringServer.broken;
import static cx.warehouse.files.AnsweringServer.error;
import static cx.warehouse.files.AnsweringServer.rest;
import static cx.warehouse.files.AnsweringServer.whole;
import static cx.warehouse.files.AnsweringServer.wholeWithMd5;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cx.warehouse.files.AnsweringServer.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reads from a server whose answers break, lie, or come to an end too soon. */
class ResumingStreamTest {
    private static final String TAG = "\"one\"";

    private AnsweringServer server;

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void anObjectIsReadWithTheTagOfItsListing() throws IOException {
        answer(whole("0123456789"));
        assertThat(read(10, TAG)).isEqualTo("0123456789");
        assertThat(server.asked()).containsExactly("all of " + TAG);
    }

    @Test
    void anObjectThatWasNotListedIsReadAsItIsFound() throws IOException {
        answer(whole("0123456789"));
        assertThat(read(-1, null)).isEqualTo("0123456789");
        assertThat(server.asked()).containsExactly("all");
    }

    @Test
    void anEmptyObjectIsNotEvenAskedFor() throws IOException {
        answer();
        assertThat(read(0, TAG)).isEmpty();
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void anEmptyObjectThatWasNotListedIsEmpty() throws IOException {
        answer(whole(""));
        assertThat(read(-1, null)).isEmpty();
    }

    @Test
    void aBrokenReadGoesOnAtTheNextByte() throws IOException {
        answer(broken("0123", 10), rest("456789", 4, 10));
        assertThat(read(10, TAG)).isEqualTo("0123456789");
        assertThat(server.asked()).containsExactly("all of " + TAG, "bytes=4- of " + TAG);
    }

    @Test
    void theTagOfTheFirstAnswerHoldsForTheRest() throws IOException {
        answer(broken("0123", 10), rest("456789", 4, 10));
        assertThat(read(-1, null)).isEqualTo("0123456789");
        assertThat(server.asked()).containsExactly("all", "bytes=4- of " + TAG);
    }

    @Test
    void anObjectThatChangesBetweenTwoAnswersFails() throws IOException {
        answer(broken("0123", 10), error(412, "PreconditionFailed"));
        assertThatThrownBy(() -> read(10, TAG))
                .isInstanceOf(IOException.class)
                .hasMessage("s3a://bucket/a/key changed while it was read");
    }

    @Test
    void anAnswerFromTheBeginningIsNotTakenForTheRest() throws IOException {
        answer(broken("0123", 10), whole("0123456789"), rest("456789", 4, 10));
        assertThat(read(10, TAG)).isEqualTo("0123456789");
        assertThat(server.asked()).containsExactly("all of " + TAG, "bytes=4- of " + TAG, "bytes=4- of " + TAG);
    }

    @Test
    void anErrorOfTheServiceIsTriedAgain() throws IOException {
        answer(error(503, "SlowDown"), whole("0123456789"));
        assertThat(read(10, TAG)).isEqualTo("0123456789");
    }

    @Test
    void anErrorOfTheRequestIsNotTriedAgain() throws IOException {
        answer(error(403, "AccessDenied"), whole("0123456789"));
        assertThatThrownBy(() -> read(10, TAG))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Cannot read s3a://bucket/a/key: because (Service: S3, Status Code: 403");
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void anObjectThatIsShorterThanItsListingFails() throws IOException {
        answer(whole("01234"), error(416, "InvalidRange"));
        assertThatThrownBy(() -> read(10, TAG))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Cannot read s3a://bucket/a/key: because (Service: S3, Status Code: 416");
        assertThat(server.asked()).containsExactly("all of " + TAG, "bytes=5- of " + TAG);
    }

    @Test
    void anObjectThatIsLongerThanItsListingFails() throws IOException {
        answer(whole("0123456789"));
        assertThatThrownBy(() -> read(4, TAG))
                .isInstanceOf(IOException.class)
                .hasMessage("the response continues after its 4 bytes");
    }

    @Test
    void bytesThatDoNotMatchTheirMd5Fail() throws IOException {
        answer(wholeWithMd5("0123456789", "00000000000000000000000000000000"));
        assertThatThrownBy(() -> read(10, TAG))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "the bytes received do not match the stored checksum: Data read has a different checksum");
    }

    @Test
    void bytesThatMatchTheirMd5AreRead() throws IOException {
        answer(
                wholeWithMd5("0123456789", "781e5e245d69b566979b86e28d23f2c7"),
                wholeWithMd5("0123456789", "781e5e245d69b566979b86e28d23f2c7"));
        assertThat(read(10, TAG)).isEqualTo("0123456789");
        assertThat(read(-1, null)).isEqualTo("0123456789");
    }

    @Test
    void singleBytesAndNoBytesAreReadToo() throws IOException {
        answer(whole("ä"));
        try (ResumingStream in = server.stream(2, TAG)) {
            assertThat(in.read(new byte[3], 0, 0)).isZero();
            assertThat(in.read()).isEqualTo(0xC3);
            assertThat(in.read()).isEqualTo(0xA4);
            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    private void answer(Answer... answers) throws IOException {
        server = AnsweringServer.start(answers);
    }

    private String read(long length, String tag) throws IOException {
        try (ResumingStream in = server.stream(length, tag)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
