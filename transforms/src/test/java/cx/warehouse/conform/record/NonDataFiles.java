package cx.warehouse.conform.record;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.stream.Stream;

/** Files that are neither a table nor JSON, under a name that promises one. */
final class NonDataFiles {
    private NonDataFiles() {}

    static List<byte[]> files() {
        return Stream.of(
                        "\u0089PNG\r\n\u001a\n\u0000\u0000\u0000\rIHDR",
                        "<!DOCTYPE html>\n<html><body>Please log in</body></html>",
                        "\n\n<html lang=\"en\">",
                        "\u00ef\u00bb\u00bf<!doctype html>",
                        "<?xml version=\"1.0\"?>\n<Error><Code>AccessDenied</Code></Error>",
                        "<Error><Code>NoSuchKey</Code></Error>",
                        "PK\u0003\u0004\u0014\u0000xl/workbook.xml",
                        "\u001f\u008b\u0008\u0000",
                        "%PDF-1.7\n",
                        "PAR1\u0015\u0004\u0015\u0000PAR1", // a footer of no length
                        "PAR1" + "\u0015".repeat(40) + "\u00ff\u00ff\u00ff\u007fPAR1", // a footer of two gigabytes
                        "PAR1" + "\u0015".repeat(40), // no footer
                        "PAR1id,day,amount\n1,2026-04-06,1\nPAR1",
                        "\u0000".repeat(1000))
                .map(text -> text.getBytes(ISO_8859_1))
                .toList();
    }
}
