package cx.warehouse.infer;

import static cx.warehouse.infer.DraftedContracts.HARBOUR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cx.warehouse.contract.ColumnType;
import cx.warehouse.contract.DeclarationText;
import cx.warehouse.contract.Declarations;
import cx.warehouse.contract.Drop;
import cx.warehouse.contract.SourceColumn;
import cx.warehouse.contract.SourceContract;
import cx.warehouse.infer.SourceDraft.VendorFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** Drafts contracts from small files, and reads the drafts as contracts. */
class SourceDraftTest {

    private static SourceDraft draft(String name, byte[] bytes) {
        return SourceDraft.of(List.of(file(name, bytes)), HARBOUR);
    }

    private static VendorFile file(String name, byte[] bytes) {
        return new VendorFile(name, bytes.length, () -> new ByteArrayInputStream(bytes));
    }

    private static SourceDraft draft(String name, String text) {
        return draft(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static SourceContract contract(SourceDraft draft) {
        String bare = draft.yaml().substring(0, draft.yaml().indexOf("conform:"));
        return Declarations.read(List.of(new DeclarationText("draft.yaml", bare)))
                .sources()
                .get(0);
    }

    private static List<String> types(SourceContract contract) {
        return contract.columns().stream()
                .map(column -> column.name() + " " + column.type()
                        + (column.numberFormat() == null ? "" : " " + column.numberFormat())
                        + (column.formats().isEmpty()
                                ? ""
                                : " " + column.formats().get(0))
                        + (column.isId() ? " id" : "")
                        + (column.isPii() ? " pii" : ""))
                .toList();
    }

    @Test
    void findsTheLayoutNumbersAndDatesOfAGermanReport() {
        String report = """
                Buchungen
                07.04.2026

                Tag;Buchung Nr;Preis (EUR);E-Mail;Plätze;Bemerkung
                06.04.2026;00017;1.234,50;anna@mail.test;1.204;"eins; zwei"
                07.04.2026;00018;88,00;ben@mail.test;3;--
                07.04.2026;00019;9,90;--;12;drei
                Summe;;1.332,40;;;
                """;
        SourceContract contract = contract(draft("Buchungen_20260407.csv", report));
        assertThat(types(contract))
                .containsExactly(
                        "tag date dd.MM.yyyy",
                        "buchung_nr string id",
                        "preis_eur decimal(18,2) de-DE",
                        "e_mail string pii",
                        "pl_tze int de-DE",
                        "bemerkung string");
        assertThat(contract.key()).containsExactly("buchung_nr");
        assertThat(contract.activity()).isEqualTo("tag");
        assertThat(contract.drop().matches("Buchungen_20260408.csv.gz")).isTrue();
        assertThat(contract.drop().group("Buchungen_20260408.csv", "date")).contains("20260408");
        assertThat(contract.leftOut()).singleElement().satisfies(rule -> assertThat(rule.values())
                .containsExactly("Summe"));
        assertThat(contract.columns().get(3).missing()).containsExactly("--");
    }

    @Test
    void readsUtf16TabsAndCompressedFilesByTheirBytes() throws IOException {
        String rows = "id\tat\tok\tshare\r\n" + "a-1\t2026-04-07 10:00:00 +0200\ttrue\t3.4%\r\n"
                + "a-2\t2026-04-07 11:00:00 +0200\tfalse\t10%\r\n";
        byte[] marked = ("\uFEFF" + rows).getBytes(StandardCharsets.UTF_16LE);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(marked);
        }
        SourceDraft draft = draft("export.txt.gz", packed.toByteArray());
        assertThat(types(contract(draft)))
                .containsExactly("id string id", "at timestamp", "ok boolean", "share percent");
        assertThat(draft.sampleName()).isEqualTo("export.txt");
        assertThat(new String(draft.sample(), StandardCharsets.UTF_16LE)).isEqualTo("\uFEFF" + rows);
    }

    @Test
    void aDraftFromAnArchiveMatchesPlainFilesToo() {
        for (String name : List.of(
                "a.20260407.zip",
                "a_20260407.tar.gz",
                "a_20260407.TGZ",
                "a_20260407.csv.tar.gz",
                "a_20260407.json.zip")) {
            DropName drafted = DropName.of(List.of(name));
            Pattern file = Pattern.compile(drafted.pattern(), Pattern.CASE_INSENSITIVE);
            assertThat(List.of(name, drafted.sample(), name.replace("07", "08")))
                    .as(file.pattern())
                    .allMatch(new Drop(file, null)::hasRows);
        }
    }

    @Test
    void namesTheEncodingOfBytesThatAreNoUtf8() {
        SourceDraft draft =
                draft("orte.csv", "id,ort\n1,K\u00f6ln\n2,Mainz\n".getBytes(Charset.forName("windows-1252")));
        assertThat(contract(draft).format().encoding()).isEqualTo("windows-1252");
    }

    @Test
    void findsTheObjectsOfLinesArraysAndPages() {
        String one =
                "{\"id\": 1, \"when\": \"2026-04-07T10:00:00Z\", \"sum\": {\"amount\": 2.5, \"currency\": \"EUR\"}, \"tags\": [\"a\"]}";
        String two = one.replace("1,", "2,").replace("[\"a\"]", "[]");
        List<String> expected = List.of(
                "id string id", "when timestamp", "sum_amount decimal(18,2)", "sum_currency string", "tags json");
        for (String text : List.of(
                one + "\n" + two + "\n",
                "[" + one + "," + two + "]",
                "{\"page\": 1, \"rows\": [" + one + "," + two + "]}")) {
            SourceContract contract = contract(draft("x.json", text));
            assertThat(types(contract)).as(text).isEqualTo(expected);
            assertThat(contract.column("sum_amount")).map(SourceColumn::from).contains(List.of("sum.amount"));
        }
        assertThat(contract(draft("x.json", "{\"rows\": [" + one + "," + two + "]}"))
                        .format()
                        .toString())
                .contains("PAGE")
                .contains("rows");
    }

    @Test
    void aLargeFileIsReadInPartAndTheDraftSaysSo() {
        String rows = rows("", 5 << 18) + "b,no number,\n";
        SourceDraft draft = SourceDraft.of(
                List.of(file("x.csv", rows.getBytes(StandardCharsets.UTF_8))), HARBOUR, 1 << 20, 3 << 20);
        assertThat(draft.yaml())
                .startsWith("# Drafted from the first 1 MiB of a file and 3 MiB in all: 1 of 1 holds more, which");
        assertThat(types(contract(draft))).containsExactly("id string id", "amount decimal(18,2)", "note string pii");
        assertThat(draft("x.csv", rows("", 1 << 10)).yaml()).startsWith("source: ");
    }

    @Test
    void membersOfAnArchiveShareTheLimitOfOneFile() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : List.of("one.csv", "two.csv", "three.csv")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(rows(name.equals("three.csv") ? ",never_seen" : "", 700_000)
                        .getBytes(StandardCharsets.UTF_8));
            }
        }
        SourceDraft draft = SourceDraft.of(List.of(file("x.zip", bytes.toByteArray())), HARBOUR, 1 << 20, 3 << 20);
        assertThat(draft.yaml()).contains("1 of 1 holds more").doesNotContain("never_seen");
        assertThat(types(contract(draft))).containsExactly("id string id", "amount decimal(18,2)", "note string pii");
    }

    @Test
    void theFirstOfManyFilesAreRead() {
        List<VendorFile> files = new ArrayList<>();
        for (int day = 10; day < 16; day++) {
            files.add(file(
                    "x_202604" + day + ".csv",
                    rows(day < 13 ? "" : ",never_seen", 1_000_000).getBytes(StandardCharsets.UTF_8)));
        }
        assertThat(SourceDraft.of(files, HARBOUR, 1 << 20, 3 << 20).yaml())
                .contains("and 3 MiB in all: 3 of 6 hold more")
                .doesNotContain("never_seen");
    }

    /** Rows of at least {@code length} characters in all. */
    private static String rows(String moreColumns, int length) {
        StringBuilder rows = new StringBuilder("id,amount,note" + moreColumns + "\n");
        for (int row = 0; rows.length() < length; row++) {
            rows.append("a").append(row).append(",1.50,").append("says little ".repeat(90));
            rows.append(moreColumns.replace("never_seen", "x")).append("\n");
        }
        return rows.toString();
    }

    @Test
    void severalFilesNarrowTheTypesFurtherThanOne() {
        SourceDraft draft = SourceDraft.of(
                List.of(
                        file("a_20260401.csv", "day,n\n4/1/2026,1\n".getBytes(StandardCharsets.UTF_8)),
                        file("a_20260430.csv", "day,n,more\n30/4/2026,2.5,x\n".getBytes(StandardCharsets.UTF_8))),
                HARBOUR);
        assertThat(types(contract(draft))).containsExactly("day date d/M/yyyy", "n decimal(18,2)", "more string");
    }

    @Test
    void aSampleHoldsNothingOfAPerson() {
        StringBuilder rows = new StringBuilder("order_id,customer_email,first_name,city\n");
        for (int at = 0; at < 30; at++) {
            rows.append(at + 1000).append(",Anna.Muster").append(at).append("@mail.test,Anna,Mainz\n");
        }
        SourceDraft draft = draft("orders.csv", rows.toString());
        assertThat(new String(draft.sample(), StandardCharsets.UTF_8))
                .contains("1000,Xxxx.Xxxxxx0@xxxx.xxxx,Xxxx,Mainz")
                .doesNotContain("Anna");
        assertThat(draft.yaml()).doesNotContain("Anna");
        assertThat(new String(draft.sample(), StandardCharsets.UTF_8).lines()).hasSize(13);
    }

    @Test
    void personalDataInOddPlacesStaysOutOfDraftAndSample() {
        SourceDraft odd = draft("x.csv", """
                Exported by: anna@mail.test

                id,Staff Name,said,city
                1,Anna Weber,call 0049 6131 555 1234,Mainz
                2,Weber, Anna,anna@mail.test,Mainz
                3,Anna Weber,nothing,Mainz
                4,Anna Weber,write to Weber,Mainz
                """);
        SourceDraft json = draft(
                "x.json",
                "{\"id\":1,\"phone\":15550000041,\"people\":[{\"mail\":\"anna@mail.test\",\"name\":\"Weber\"}],\"others\":[\"Anna\"]}\n");
        for (SourceDraft draft : List.of(odd, json)) {
            assertThat(draft.yaml() + new String(draft.sample(), StandardCharsets.UTF_8))
                    .doesNotContain("Anna", "anna", "Weber", "1234", "15550000041");
        }
        assertThat(types(contract(odd)))
                .containsExactly("id string id", "staff_name string pii", "said string pii", "city string");
        assertThat(new String(odd.sample(), StandardCharsets.UTF_8)).contains("id,Staff Name,said,city\n1,Xxxx Xxxxx,");
    }

    @Test
    void filesOfSeveralNamesShareOneContract() {
        byte[] rows = "id,n\n1,2\n".getBytes(StandardCharsets.UTF_8);
        SourceContract contract = contract(SourceDraft.of(
                List.of(file("sales_de_20260407.csv", rows), file("sales_fr_20260407.CSV", rows)), HARBOUR));
        assertThat(contract.drop().matches("sales_de_20260501.csv")).isTrue();
        assertThat(contract.drop().matches("sales_fr_20260501.CSV")).isTrue();
        assertThat(contract.drop().matches("orders_20260501.csv")).isFalse();
    }

    @Test
    void theKeyIsAsSmallAsItCanBe() {
        StringBuilder rows = new StringBuilder("day,colour,shape,weight\n");
        List<String> devices = List.of("mobile", "desktop");
        for (int day = 1; day <= 9; day++) {
            for (String device : devices) {
                rows.append("2026-04-0")
                        .append(day)
                        .append(",spring,")
                        .append(device)
                        .append(",7\n");
            }
        }
        assertThat(contract(draft("clicks.csv", rows.toString())).key()).containsExactly("day", "shape");
    }

    @Test
    void textWithoutAHeaderIsNoExport() {
        List<String> hopeless = new ArrayList<>(List.of("1,2\n3,4\n", "just words\nand more\n", "[1, 2]", ""));
        for (String text : hopeless) {
            assertThatThrownBy(() -> draft("x.csv", text)).as(text).isInstanceOf(NoLayoutException.class);
        }
        assertThatThrownBy(() -> draft("x.csv", "<html><body>login</body></html>"))
                .isInstanceOf(NoLayoutException.class)
                .hasMessageContaining("x.csv is an HTML page");
    }

    @Test
    void numbersThatNoTypeHoldsStayText() {
        ColumnType type = contract(draft("x.csv", "id,n\na,1\nb,12,5\nc,1e999x\n"))
                .columns()
                .get(1)
                .type();
        assertThat(type.kind()).isEqualTo(ColumnType.Kind.STRING);
    }
}
