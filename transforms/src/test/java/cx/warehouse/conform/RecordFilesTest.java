package cx.warehouse.conform;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.conform.Reject.Code;
import cx.warehouse.conform.SourceChecks.Parsed;
import cx.warehouse.contract.ColumnType.Kind;
import cx.warehouse.contract.Format;
import cx.warehouse.contract.Format.Shape;
import cx.warehouse.contract.SourceColumn;
import cx.warehouse.contract.SourceColumn.Required;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Broken JSON of every source that has such: a line costs itself, what is broken in one document costs the document. */
@Timeout(10)
class RecordFilesTest {

    static List<String> sources() {
        return Specimen.sources().stream()
                .filter(source -> Specimen.contract(source).format() instanceof Format.Json)
                .toList();
    }

    private static RecordSpecimen of(String source) {
        return (RecordSpecimen) Specimen.of(source);
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aFileWithoutRecordsIsALoadOfNoRowsUnlessItIsBlank(String source) {
        RecordSpecimen specimen = of(source);
        Outcomes.empty(specimen.readPacked(Packing.packed(specimen.name, specimen.contract, new byte[0])));
        Outcomes.refused(specimen, specimen.read("\n \n\n"));
        Outcomes.refused(specimen, specimen.read(" "));
        if (specimen.shape != Shape.LINES) {
            specimen.lines.clear();
            Outcomes.empty(specimen.read());
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void whatIsNoSuchJsonIsRefused(String source) {
        RecordSpecimen specimen = of(source);
        for (byte[] bytes : NoData.files()) {
            Outcomes.refused(specimen, specimen.readPacked(Packing.packed(specimen.name, specimen.contract, bytes)));
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
            Outcomes.refused(specimen, specimen.read(text));
        }
        specimen.charset = UTF_16LE;
        specimen.hasMark = true;
        Outcomes.refused(specimen, specimen.read());
    }

    @ParameterizedTest
    @MethodSource("sources")
    void whatOtherPlatformsExportIsRefused(String source) {
        RecordSpecimen specimen = of(source);
        for (String other : Specimen.sources()) {
            if (!Specimen.contract(other).vendor().equals(specimen.contract.vendor())) {
                Parsed parsed = specimen.read(Specimen.of(other).text());
                Outcomes.refused(specimen, parsed);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void marksAndLineEndsDoNotMatter(String source) {
        RecordSpecimen specimen = of(source);
        String text = specimen.text();
        Outcomes.accepted(specimen, specimen.read("\uFEFF" + text));
        Outcomes.accepted(specimen, specimen.read(text.replace("\n", "\r\n")));
        Outcomes.accepted(specimen, specimen.read(text.replaceFirst("\n", "\r\n")));
        Outcomes.accepted(specimen, specimen.read(text.stripTrailing()));
        Outcomes.accepted(specimen, specimen.read(text + "\n\r\n \n"));
        if (specimen.shape == Shape.LINES) {
            Outcomes.refused(specimen, specimen.read(text.replace("\n", "\r")));
        } else {
            Outcomes.accepted(specimen, specimen.read(text.replace("\n", "\r")));
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aDocumentThatIsCutOrGoesOnIsRefused(String source) {
        RecordSpecimen specimen = of(source);
        String text = specimen.text();
        if (specimen.shape == Shape.LINES) {
            specimen.rotate();
            String line = specimen.lines.get(specimen.rows() - 1);
            for (int length = 1; length < line.length(); length += 17) {
                Parsed parsed = specimen.read(text.substring(0, text.length() - 1 - length));
                Outcomes.loaded(parsed);
                assertThat(parsed.report().quarantined()).isEqualTo(1);
            }
            String pretty = RecordSpecimen.parsed(specimen.lines.get(0)).toPrettyString();
            Outcomes.refused(specimen, specimen.read(pretty));
        } else {
            for (int length = 1; length < text.stripTrailing().length(); length += 17) {
                Outcomes.refused(specimen, specimen.read(text.substring(0, length)));
            }
            Outcomes.refused(specimen, specimen.read(text + text));
            Outcomes.refused(specimen, specimen.read(text.replace("\n]", ",\n]")));
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aRecordThatIsNoObjectIsQuarantined(String source) {
        RecordSpecimen specimen = of(source);
        for (String bad : List.of("[1,2]", "7", "null", "\"text\"", "[" + specimen.lines.get(0) + "]")) {
            specimen.lines.set(0, bad);
            Outcomes.quarantined(specimen, specimen.read(), Code.JSON, null);
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void brokenJsonCostsItsLineOrItsDocument(String source) {
        RecordSpecimen first = of(source);
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
            RecordSpecimen specimen = of(source);
            specimen.lines.set(0, bad);
            broken(specimen, specimen.read());
        }
        String hat = open + ",\"x\":\"^\"}";
        first.lines.set(0, hat);
        byte[] bytes = first.text().getBytes(UTF_8);
        String damaged = new String(bytes, ISO_8859_1).replace("^", "\u00fe");
        broken(first, first.readPacked(Packing.packed(first.name, first.contract, damaged.getBytes(ISO_8859_1))));
    }

    private static void broken(RecordSpecimen specimen, Parsed parsed) {
        if (specimen.shape == Shape.LINES) {
            Outcomes.quarantined(specimen, parsed, Code.JSON, null);
        } else {
            Outcomes.refused(specimen, parsed);
            assertThat(parsed.report().message()).containsPattern("is broken JSON at line [23], character \\d+");
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aMemberThatStandsTwiceCostsItsRecord(String source) {
        RecordSpecimen specimen = of(source);
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
            Outcomes.quarantined(specimen, specimen.read(), Code.JSON, null);
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void newMembersAreKeptAndReported(String source) {
        RecordSpecimen specimen = of(source);
        specimen.lines.replaceAll(line -> line.replaceFirst("}$", ",\"@type\":\"x\",\"moon\":{\"phase\":\"full\"}}"));
        Parsed parsed = specimen.read();
        assertThat(parsed.report().loaded()).isEqualTo(specimen.rows());
        assertThat(parsed.report().drift()).contains("added: @type", "added: moon");
        assertThat(Specimen.said(parsed))
                .allSatisfy(row -> assertThat(row).contains("extra={@type=x, moon={\"phase\":\"full\"}}"));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aValueOfAnotherKindIsQuarantined(String source) {
        for (SourceColumn column : InputValues.columns(of(source))) {
            for (String bad : wrong(column)) {
                RecordSpecimen specimen = of(source);
                specimen.put(column, bad);
                Outcomes.quarantined(specimen, specimen.read(), specimen.line());
                assertThat(specimen.read().rejects().get(0).reasons())
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
            if (column.required() != Required.NEVER && column.type().kind() != Kind.MAP) {
                RecordSpecimen without = of(source);
                without.remove(column);
                Outcomes.quarantined(without, without.read(), Code.REQUIRED, column.name());
                RecordSpecimen nothing = of(source);
                nothing.put(column, "null");
                Outcomes.quarantined(nothing, nothing.read(), Code.REQUIRED, column.name());
            }
        }
    }
}
