package cx.warehouse.conform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.conform.SourceChecks.ParsedFile;
import cx.warehouse.conform.delivery.FileReport.FileOutcome;
import cx.warehouse.conform.type.SourceSchema;
import cx.warehouse.contract.SourceContract;
import cx.warehouse.testing.SmallHeap;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Sizes that must work: lines of a mebibyte, a thousand columns, a file far larger than the memory. */
class LargeFileTest {
    private static final int COLUMNS = 1_000;

    @TempDir
    Path folder;

    static Stream<Arguments> formats() {
        String csv = "id,day,amount,note\na1,2026-04-06,1,x\na2,2026-04-06,2,%s\na3,2026-04-06,3,z\n";
        String json = "{\"id\":\"a1\",\"day\":\"2026-04-06\",\"amount\":1,\"note\":\"x\"}\n"
                + "{\"id\":\"a2\",\"day\":\"2026-04-06\",\"amount\":2,\"note\":\"%s\"}\n"
                + "{\"id\":\"a3\",\"day\":\"2026-04-06\",\"amount\":3,\"note\":\"z\"}\n";
        return Stream.of(
                Arguments.of(TestContracts.csv(), csv),
                Arguments.of(TestContracts.csv(), csv.replace("%s", "\"%s\"")),
                Arguments.of(TestContracts.shop("format: {type: delimited, quote: none}"), csv),
                Arguments.of(TestContracts.lines(), json),
                Arguments.of(TestContracts.array(), "[" + json.strip().replace("\n", ",\n") + "]"));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void aLineOfAMebibyteLoadsWithTheOthers(SourceContract contract, String text) {
        String note = "n".repeat(1 << 20);
        assertThat(TestContracts.rows(TestContracts.read(contract, text.replace("%s", note))))
                .isEqualTo("a1 | 2026-04-06 | 1.00 | x\na2 | 2026-04-06 | 2.00 | " + note
                        + "\na3 | 2026-04-06 | 3.00 | z");
    }

    @Test
    void aThousandColumnsOfAContractAreRead() {
        String columns = numberedList("  - {name: c%d, type: int}", "\n");
        ParsedFile parsed = TestContracts.read(
                TestContracts.shop(columns + "\nformat: {type: delimited}"),
                "id,day,amount,note," + numberedList("c%d", ",") + "\na1,2026-04-06,1,x," + numberedList("%d", ",")
                        + "\n");
        assertThat(parsed.report().loaded()).isEqualTo(1);
        assertThat(parsed.report().drift()).isEmpty();
        int last = parsed.schema().fieldIndex("c" + (COLUMNS - 1));
        assertThat(parsed.rows().get(0).getInt(last)).isEqualTo(COLUMNS - 1);
    }

    @Test
    void aThousandColumnsThatNoContractKnowsAreKeptAndReported() {
        ParsedFile parsed = TestContracts.read(
                TestContracts.csv(),
                "id,day,amount,note," + numberedList("c%d", ",") + "\na1,2026-04-06,1,x," + numberedList("%d", ",")
                        + "\n");
        assertThat(TestContracts.rows(parsed)).isEqualTo("a1 | 2026-04-06 | 1.00 | x");
        assertThat(TestContracts.map(parsed.rows().get(0), parsed.schema().fieldIndex(SourceSchema.EXTRA)))
                .hasSize(COLUMNS)
                .containsEntry("c999", "999");
        assertThat(parsed.report().drift()).hasSize(COLUMNS).contains("added: c999");
    }

    @Test
    void aFileTwiceAsLargeAsTheHeapIsReadAndDraftedFrom() throws IOException {
        int rows = 130_000;
        Path file = folder.resolve("sales.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16) {
            {
                def.setLevel(Deflater.BEST_SPEED);
            }
        }) {
            out.write("id,day,amount,note\n".getBytes(UTF_8));
            byte[] note = ("," + "a note that says little ".repeat(86) + "\n").getBytes(UTF_8);
            for (int row = 0; row < rows; row++) {
                out.write(("a" + row + ",2026-04-06," + row).getBytes(UTF_8));
                out.write(note);
            }
        }
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        assertThat(SmallHeap.run(128, temporary, LargeFileProgram.class, file.toString()))
                .isEqualTo("# Drafted from the first 4 MiB of a file and 48 MiB in all: 1 of 1 holds more,"
                        + " which types and key may not fit.\n"
                        + FileOutcome.LOADED + " " + rows + "\n");
        assertThat(temporary).isEmptyDirectory();
    }

    private static String numberedList(String format, String between) {
        return IntStream.range(0, COLUMNS)
                .mapToObj(number -> String.format(format, number))
                .collect(Collectors.joining(between));
    }
}
