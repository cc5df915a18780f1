package cx.warehouse.conform.record;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.conform.SourceChecks.ParsedFile;
import cx.warehouse.conform.delivery.QuarantinedRow.ReasonCode;
import cx.warehouse.contract.ColumnType.Kind;
import cx.warehouse.contract.RecordFormat;
import cx.warehouse.contract.RecordFormat.Shape;
import cx.warehouse.contract.SourceColumn;
import cx.warehouse.contract.SourceColumn.Required;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Broken JSON of every source with such files: a broken line is quarantined, a broken document is refused. */
@Timeout(10)
class JsonSourceFilesTest {

    static List<String> sources() {
        return MutableSample.sources().stream()
                .filter(source -> MutableSample.contract(source).format() instanceof RecordFormat.Json)
                .toList();
    }

    private static MutableJsonSample of(String source) {
        return (MutableJsonSample) MutableSample.of(source);
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aFileWithoutRecordsIsALoadOfNoRowsUnlessItIsBlank(String source) {
        MutableJsonSample specimen = of(source);
        OutcomeAssertions.assertEmpty(
                specimen.readPacked(TestArchives.pack(specimen.name, specimen.contract, new byte[0])));
        OutcomeAssertions.assertRefused(specimen, specimen.read("\n \n\n"));
        OutcomeAssertions.assertRefused(specimen, specimen.read(" "));
        if (specimen.shape != Shape.LINES) {
            specimen.lines.clear();
            OutcomeAssertions.assertEmpty(specimen.read());
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void jsonOfAnotherShapeIsRefused(String source) {
        MutableJsonSample specimen = of(source);
        for (byte[] bytes : NonDataFiles.files()) {
            OutcomeAssertions.assertRefused(
                    specimen, specimen.readPacked(TestArchives.pack(specimen.name, specimen.contract, bytes)));
        }
        for (String text : List.of(
                "{\"error\":{\"code\":190,\"message\":\"expired\"}}",
                "{\"message\":\"Too many requests\"}\n",
                "{\n \"error\": \"expired\"\n}\n",
                "Too Many Requests",
                "Service unavailable\nRetry later\n",
                "null\n",
                "[\n1]]",
                "[\n1,\n2]",
                "{\n")) {
            OutcomeAssertions.assertRefused(specimen, specimen.read(text));
        }
        specimen.charset = UTF_16LE;
        specimen.hasMark = true;
        OutcomeAssertions.assertRefused(specimen, specimen.read());
    }

    @ParameterizedTest
    @MethodSource("sources")
    void exportsOfOtherPlatformsAreRefused(String source) {
        MutableJsonSample specimen = of(source);
        for (String other : MutableSample.sources()) {
            if (!MutableSample.contract(other).vendor().equals(specimen.contract.vendor())) {
                ParsedFile parsed = specimen.read(MutableSample.of(other).text());
                OutcomeAssertions.assertRefused(specimen, parsed);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void marksAndLineEndsDoNotMatter(String source) {
        MutableJsonSample specimen = of(source);
        String text = specimen.text();
        OutcomeAssertions.assertAccepted(specimen, specimen.read("\uFEFF" + text));
        OutcomeAssertions.assertAccepted(specimen, specimen.read(text.replace("\n", "\r\n")));
        OutcomeAssertions.assertAccepted(specimen, specimen.read(text.replaceFirst("\n", "\r\n")));
        OutcomeAssertions.assertAccepted(specimen, specimen.read(text.stripTrailing()));
        OutcomeAssertions.assertAccepted(specimen, specimen.read(text + "\n\r\n \n"));
        if (specimen.shape == Shape.LINES) {
            OutcomeAssertions.assertRefused(specimen, specimen.read(text.replace("\n", "\r")));
        } else {
            OutcomeAssertions.assertAccepted(specimen, specimen.read(text.replace("\n", "\r")));
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aDocumentThatIsCutOrGoesOnIsRefused(String source) {
        MutableJsonSample specimen = of(source);
        String text = specimen.text();
        if (specimen.shape == Shape.LINES) {
            specimen.rotate();
            String line = specimen.lines.get(specimen.rows() - 1);
            for (int length = 1; length < line.length(); length += 17) {
                ParsedFile parsed = specimen.read(text.substring(0, text.length() - 1 - length));
                OutcomeAssertions.assertLoaded(parsed);
                assertThat(parsed.report().quarantined()).isEqualTo(1);
            }
            String pretty = MutableJsonSample.parseJson(specimen.lines.get(0)).toPrettyString();
            OutcomeAssertions.assertRefused(specimen, specimen.read(pretty));
        } else {
            for (int length = 1; length < text.stripTrailing().length(); length += 17) {
                OutcomeAssertions.assertRefused(specimen, specimen.read(text.substring(0, length)));
            }
            OutcomeAssertions.assertRefused(specimen, specimen.read(text + text));
            OutcomeAssertions.assertRefused(specimen, specimen.read(text.replace("\n]", ",\n]")));
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aRecordThatIsNoObjectIsQuarantined(String source) {
        MutableJsonSample specimen = of(source);
        for (String bad : List.of("[1,2]", "7", "null", "\"text\"", "[" + specimen.lines.get(0) + "]")) {
            specimen.lines.set(0, bad);
            OutcomeAssertions.assertQuarantined(specimen, specimen.read(), ReasonCode.JSON, null);
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void brokenJsonCostsItsLineOrItsDocument(String source) {
        MutableJsonSample first = of(source);
        String good = first.lines.get(0);
        String open = good.substring(0, good.length() - 1);
        for (String bad : List.of(
                open,
                open + ",}",
                good + " " + good,
                "{'a':1}",
                open + ",\"x\":NaN}",
                open + ",\"x\":Infinity}",
                open + ",\"x\":" + "9".repeat(100_000) + "}",
                open + ",\"x\":\"" + "n".repeat(2 << 20) + "\"}",
                open + ",\"x\":\"a\tb\"}",
                open + ",\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}")) {
            MutableJsonSample specimen = of(source);
            specimen.lines.set(0, bad);
            assertBroken(specimen, specimen.read());
        }
        String hat = open + ",\"x\":\"^\"}";
        first.lines.set(0, hat);
        byte[] bytes = first.text().getBytes(UTF_8);
        String damaged = new String(bytes, ISO_8859_1).replace("^", "\u00fe");
        assertBroken(
                first, first.readPacked(TestArchives.pack(first.name, first.contract, damaged.getBytes(ISO_8859_1))));
    }

    private static void assertBroken(MutableJsonSample specimen, ParsedFile parsed) {
        if (specimen.shape == Shape.LINES) {
            OutcomeAssertions.assertQuarantined(specimen, parsed, ReasonCode.JSON, null);
        } else {
            OutcomeAssertions.assertRefused(specimen, parsed);
            assertThat(parsed.report().message()).containsPattern("is broken JSON at line [23], character \\d+");
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aMemberThatStandsTwiceCostsItsRecord(String source) {
        MutableJsonSample specimen = of(source);
        String good = specimen.lines.get(0);
        SourceColumn key =
                specimen.contract.column(specimen.contract.key().get(0)).orElseThrow();
        String name = key.from().stream()
                .filter(one -> good.contains('"' + one + '"'))
                .findFirst()
                .orElseThrow();
        for (String bad : List.of(
                good.replaceFirst("}$", ",\"" + name + "\":\"7\"}"),
                good.replaceFirst("^\\{", "{\"" + name + "\":null,"),
                good.replaceFirst("}$", ",\"new\":1,\"new\":2}"))) {
            specimen.lines.set(0, bad);
            OutcomeAssertions.assertQuarantined(specimen, specimen.read(), ReasonCode.JSON, null);
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void newMembersAreKeptAndReported(String source) {
        MutableJsonSample specimen = of(source);
        specimen.lines.replaceAll(line -> line.replaceFirst("}$", ",\"@type\":\"x\",\"moon\":{\"phase\":\"full\"}}"));
        ParsedFile parsed = specimen.read();
        assertThat(parsed.report().loaded()).isEqualTo(specimen.rows());
        assertThat(parsed.report().drift()).contains("added: @type", "added: moon");
        assertThat(MutableSample.rowTexts(parsed))
                .allSatisfy(row -> assertThat(row).contains("extra={@type=x, moon={\"phase\":\"full\"}}"));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aValueOfAnotherKindIsQuarantined(String source) {
        for (SourceColumn column : InputValues.columns(of(source))) {
            for (String bad : wrong(column)) {
                MutableJsonSample specimen = of(source);
                specimen.put(column, bad);
                OutcomeAssertions.assertQuarantined(specimen, specimen.read(), specimen.line());
                assertThat(specimen.read().quarantinedRows().get(0).reasons())
                        .anySatisfy(reason -> assertThat(reason.column()).isEqualTo(column.name()));
            }
        }
    }

    private static List<String> wrong(SourceColumn column) {
        return switch (column.type().kind()) {
            case STRING -> List.of("{\"a\":1}", "[1]", "\"\\ud800 alone\"", "\"no\\u0000text\"");
            case INT, BIGINT, DECIMAL, DOUBLE, PERCENT -> List.of("true", "{\"value\":1}", "[]", "\"NaN\"", "1e999");
            case DATE, TIMESTAMP -> List.of("true", "{\"value\":1}", "[]", "-1", "1.5");
            case BOOLEAN -> List.of("{}", "[]", "2", "\"perhaps\"");
            default -> List.of();
        };
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aRequiredMemberMustBeThere(String source) {
        for (SourceColumn column : InputValues.columns(of(source))) {
            if (column.required() == Required.ALWAYS && column.type().kind() != Kind.MAP) {
                MutableJsonSample without = of(source);
                without.remove(column);
                OutcomeAssertions.assertQuarantined(without, without.read(), ReasonCode.REQUIRED, column.name());
                MutableJsonSample nothing = of(source);
                nothing.put(column, "null");
                OutcomeAssertions.assertQuarantined(nothing, nothing.read(), ReasonCode.REQUIRED, column.name());
            }
        }
    }
}
