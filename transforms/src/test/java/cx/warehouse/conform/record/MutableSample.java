package cx.warehouse.conform.record;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.conform.SourceChecks;
import cx.warehouse.conform.SourceChecks.ParsedFile;
import cx.warehouse.conform.TestContracts;
import cx.warehouse.conform.delivery.FileReport;
import cx.warehouse.conform.delivery.LandedFile;
import cx.warehouse.conform.type.ReferenceData;
import cx.warehouse.conform.type.ReferenceData.Account;
import cx.warehouse.conform.type.SourceSchema;
import cx.warehouse.contract.NumberFormat;
import cx.warehouse.contract.RecordFormat;
import cx.warehouse.contract.SourceColumn;
import cx.warehouse.contract.SourceContract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;

/**
 * Good rows of a source's sample in the vendor's own layout, to be corrupted and read again. Tests corrupt the first
 * row; the others must load all the same.
 */
public abstract class MutableSample {
    private static final ReferenceData ACCOUNTS =
            ReferenceData.accounts("accounts.csv", TestContracts.text("reference/accounts.csv"));
    private static final List<SourceContract> CONTRACTS = TestContracts.all().sources();
    private static final Map<String, MutableSample> SPECIMENS = new HashMap<>();
    private static final Map<String, List<String>> SAID = new HashMap<>();

    public final SourceContract contract;
    final Path sample;
    public final LocalDate delivery;
    /** The name under which the file is delivered. */
    public String name;
    /** Encoding of the text, with or without a byte-order mark. */
    Charset charset = StandardCharsets.UTF_8;

    boolean hasMark;

    /** The rows as written, without separators between them. */
    final List<String> lines = new ArrayList<>();

    MutableSample(MutableSample other) {
        this(other.contract, other.sample);
        this.lines.addAll(other.lines);
        this.charset = other.charset;
        this.hasMark = other.hasMark;
    }

    MutableSample(SourceContract contract, Path sample) {
        this.contract = contract;
        this.sample = sample;
        this.delivery = LocalDate.parse(sample.getParent().getFileName().toString());
        this.name = sample.getFileName().toString();
    }

    public static List<String> sources() {
        return CONTRACTS.stream().map(SourceContract::source).toList();
    }

    /** Sources whose files are delimited text with a header, quoted where needed. */
    static List<String> tables() {
        return CONTRACTS.stream()
                .filter(contract -> contract.format() instanceof RecordFormat.Delimited table && isTable(table))
                .map(SourceContract::source)
                .toList();
    }

    private static boolean isTable(RecordFormat.Delimited format) {
        return format.quote() != RecordFormat.Delimited.NONE && format.header().isInFile();
    }

    public static SourceContract contract(String source) {
        return CONTRACTS.stream()
                .filter(one -> one.source().equals(source))
                .findFirst()
                .orElseThrow();
    }

    /** A copy of the good rows of a source's sample, which the caller may change. */
    public static MutableSample of(String source) {
        return SPECIMENS.computeIfAbsent(source, MutableSample::load).copy();
    }

    private static MutableSample load(String source) {
        SourceContract contract = contract(source);
        if (contract.format() instanceof RecordFormat.Delimited format) {
            return isTable(format)
                    ? new MutableTableSample(contract, path(source))
                    : new MutableUnquotedSample(contract, path(source));
        }
        return new MutableJsonSample(contract, path(source));
    }

    /** Contents of the good rows of a source. */
    static List<String> goodRowTexts(String source) {
        return SAID.computeIfAbsent(source, one -> rowTexts(of(one).read()));
    }

    abstract MutableSample copy();

    public static Path path(String source) {
        return samples(source).get(0);
    }

    private static List<Path> samples(String source) {
        try (Stream<Path> files = Files.walk(TestContracts.schemas().resolve("samples/" + source))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file in its current state, not compressed. */
    abstract String text();

    public int rows() {
        return lines.size();
    }

    /** The line where the first row starts. */
    public abstract long line();

    /** Puts a text into the first row, as the value of that column. */
    public abstract void set(SourceColumn column, String cell);

    /** Whether the file has a column or, in JSON, might have it. */
    boolean has(SourceColumn column) {
        return true;
    }

    /** Whether a cell can hold exactly this text. */
    public boolean holds(String cell) {
        return true;
    }

    /** Text of the column in the first row; null for none. */
    abstract String get(SourceColumn column);

    /** Appends a copy of the first row; after {@link #rotate} it is the first row and can be corrupted. */
    public void repeat() {
        lines.add(lines.get(0));
    }

    /** Moves the last row to the front. */
    void rotate() {
        Collections.rotate(lines, 1);
    }

    public byte[] bytes() {
        return bytes(text());
    }

    /** A text in the sample's encoding. */
    byte[] bytes(String text) {
        return ((hasMark ? "\uFEFF" : "") + text).getBytes(charset);
    }

    final void decode(byte[] plain) {
        boolean isWide = plain.length > 1 && (plain[0] & 0xFF) == 0xFF && (plain[1] & 0xFF) == 0xFE;
        charset = isWide ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8;
        hasMark = new String(plain, charset).startsWith("\uFEFF");
    }

    final byte[] deliveredBytes() {
        try {
            return Files.readAllBytes(sample);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the file, compressed as its name says, and checks that the counts add up. */
    public ParsedFile read() {
        return read(text());
    }

    ParsedFile read(String text) {
        return readPacked(TestArchives.pack(name, contract, bytes(text)));
    }

    public ParsedFile readPacked(byte[] bytes) {
        return readPacked(contract, name, delivery, bytes);
    }

    public static ParsedFile readPacked(SourceContract contract, String name, LocalDate delivery, byte[] bytes) {
        ParsedFile parsed = SourceChecks.parse(
                contract,
                ACCOUNTS,
                landedFile(contract, name, delivery, bytes.length),
                one -> one.path().startsWith(delivery.toString()) ? new ByteArrayInputStream(bytes) : companion(one));
        FileReport report = parsed.report();
        assertThat(report.loaded() + report.quarantined() + report.duplicates() + report.leftOut())
                .as("every row of " + name + " became something")
                .isEqualTo(report.read());
        assertThat(parsed.rows()).hasSize((int) report.loaded());
        assertThat(parsed.quarantinedRows()).hasSize((int) report.quarantined());
        return parsed;
    }

    /** A file with the companions of the sample. */
    static LandedFile landedFile(SourceContract contract, String name, LocalDate delivery, int length) {
        TreeMap<String, LandedFile> companions = new TreeMap<>();
        for (Path other : samples(contract.source())) {
            contract.drop().with().forEach((companion, pattern) -> {
                if (pattern.matcher(other.getFileName().toString()).matches()) {
                    companions.put(companion, new LandedFile(other.toString(), "sha", delivery, 1 << 20, "load"));
                }
            });
        }
        return new LandedFile(delivery + "/" + contract.vendor() + "/" + name, "sha", delivery, length, "load")
                .withCompanions(companions);
    }

    static InputStream companion(LandedFile file) throws IOException {
        return Files.newInputStream(Path.of(file.path()));
    }

    /** Format of a column's numbers in this file. */
    public NumberFormat numberFormat(SourceColumn column) {
        if (column.numberFormat() != null) {
            return column.numberFormat();
        }
        ParsedFile parsed = read();
        int place = parsed.schema().fieldIndex(contract.accountColumn());
        InternalRow row = parsed.rows().get(0);
        return ACCOUNTS.account(contract.vendor(), row.isNullAt(place) ? "" : row.getString(place))
                .map(Account::numberFormat)
                .orElse(NumberFormat.EN_US);
    }

    /** Contents of a file's rows, without their position. */
    public static List<String> rowTexts(ParsedFile parsed) {
        StructType schema = parsed.schema();
        int width = schema.fieldIndex(SourceSchema.BUSINESS_DATE);
        List<String> said = new ArrayList<>();
        for (InternalRow row : parsed.rows()) {
            said.add(IntStream.range(0, width)
                    .mapToObj(at -> schema.apply(at).name() + "=" + value(row, at, schema))
                    .toList()
                    .toString());
        }
        return said;
    }

    /** A typed cell of a row as text. */
    public static String value(InternalRow row, int at, StructType schema) {
        return row.isNullAt(at)
                ? "null"
                : schema.apply(at).dataType() instanceof MapType
                        ? new TreeMap<>(TestContracts.map(row, at)).toString()
                        : row.get(at, schema.apply(at).dataType()).toString();
    }

    @Override
    public String toString() {
        return contract.source();
    }
}
