package cx.warehouse.conform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.conform.delivery.FileReport;
import cx.warehouse.conform.delivery.FileReport.FileOutcome;
import cx.warehouse.conform.delivery.LandedFile;
import cx.warehouse.conform.delivery.QuarantinedRow;
import cx.warehouse.conform.delivery.RepeatedRows;
import cx.warehouse.contract.SourceContract;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files with a part that never ends: reading stops long before memory is full. */
@Timeout(20)
class EndlessFileTest {
    private static final String HEAD = "id,day,amount,note\n";

    @ParameterizedTest
    @ValueSource(strings = {"", HEAD, HEAD + "a1,2026-04-06,1,", HEAD + "a1,2026-04-06,1,\""})
    void aLineOfATableThatNeverEndsRefusesTheFile(String start) {
        assertRefused(TestContracts.csv(), start, 'a');
        assertRefused(TestContracts.shop("format: {type: delimited, header: {contains: 'id,day'}}"), start, 'a');
    }

    @ParameterizedTest
    @ValueSource(strings = {"", HEAD, HEAD + "a1,2026-04-06,1,"})
    void aLineWithoutQuotesThatNeverEndsRefusesTheFile(String start) {
        assertRefused(TestContracts.shop("format: {type: delimited, quote: none}"), start, 'a');
        assertRefused(TestContracts.shop("format: {type: delimited, quote: none}"), start, ',');
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{\"id\":\"", "[{\"other\":\"", "[{\"id\":\"a1\"},\"", "["})
    void aRecordOfAnArrayThatNeverEndsRefusesTheFile(String start) {
        assertRefused(TestContracts.array(), start, 'a');
        assertRefused(TestContracts.array(), start, ' ');
    }

    @Test
    void otherMembersOfAPageMayNotBeEndlessEither() {
        SourceContract page = TestContracts.shop("format: {type: json, shape: page, path: rows}");
        assertRefused(page, "{\"other\":[", ' ');
        assertRefused(page, "{\"rows\":[],\"other\":[", ' ');
    }

    @Test
    void aJsonLineOfAbsurdLengthCostsItself() {
        String good = "{\"id\":\"a1\",\"day\":\"2026-04-06\"}\n";
        InputStream bytes = new SequenceInputStream(
                new SequenceInputStream(text(good + "{\"id\":\""), new RepeatedByte('a', 400L << 20)),
                text("\"}\n" + good.replace("a1", "a2")));
        List<QuarantinedRow> rejects = new ArrayList<>();
        FileReport report =
                reader(TestContracts.lines()).read(file(), any -> bytes, RepeatedRows.NONE, row -> {}, rejects::add);
        assertThat(report.loaded()).isEqualTo(2);
        assertThat(rejects).hasSize(1);
        assertThat(rejects.get(0).line()).isEqualTo(2);
    }

    private static void assertRefused(SourceContract contract, String start, char endless) {
        RepeatedByte rest = new RepeatedByte(endless, Long.MAX_VALUE);
        InputStream bytes = new SequenceInputStream(text(start), rest);
        FileReport report = reader(contract).read(file(), any -> bytes, RepeatedRows.NONE, row -> {}, reject -> {});
        assertThat(report.outcome()).isEqualTo(FileOutcome.REJECTED);
        assertThat(report.message()).startsWith("shop_sale sales.csv: ");
        assertThat(rest.count).isLessThan(64L << 20);
    }

    private static SourceReader reader(SourceContract contract) {
        return new SourceReader(contract, TestContracts.ACCOUNTS);
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private static LandedFile file() {
        return new LandedFile("2026-04-07/shop/sales.csv", "sha", TestContracts.DELIVERY, 1L << 40, "load-1");
    }

    /** One letter repeated without end. */
    private static final class RepeatedByte extends InputStream {
        private final byte letter;
        private final long most;
        private long count;

        RepeatedByte(char letter, long most) {
            this.letter = (byte) letter;
            this.most = most;
        }

        @Override
        public int read() {
            return count++ < most ? letter : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int given = (int) Math.min(length, most - count);
            Arrays.fill(target, offset, offset + given, letter);
            count += given;
            return given == 0 ? -1 : given;
        }
    }
}
