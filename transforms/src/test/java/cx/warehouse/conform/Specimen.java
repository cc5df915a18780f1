package cx.warehouse.conform;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.conform.References.Account;
import cx.warehouse.conform.SourceChecks.Parsed;
import cx.warehouse.contract.Format;
import cx.warehouse.contract.NumberFormat;
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
 * The good rows of a source's sample in the vendor's own layout, to be spoilt and read again: the first row is the one to spoil,
 * the others must load whatever becomes of it.
 */
abstract class Specimen {
    private static final References ACCOUNTS =
            References.accounts("accounts.csv", Declared.text("reference/accounts.csv"));
    private static final List<SourceContract> CONTRACTS = Declared.all().sources();
    private static final Map<String, Specimen> SPECIMENS = new HashMap<>();
    private static final Map<String, List<String>> SAID = new HashMap<>();

    final SourceContract contract;
    final Path sample;
    final LocalDate delivery;
    /** The name the file is delivered under. */
    String name;
    /** Text behind the mark of a byte order, or without one. */
    Charset charset = StandardCharsets.UTF_8;

    boolean hasMark;

    /** The rows as they are written, without what stands between them. */
    final List<String> lines = new ArrayList<>();

    Specimen(Specimen other) {
        this(other.contract, other.sample);
        this.lines.addAll(other.lines);
        this.charset = other.charset;
        this.hasMark = other.hasMark;
    }

    Specimen(SourceContract contract, Path sample) {
        this.contract = contract;
        this.sample = sample;
        this.delivery = LocalDate.parse(sample.getParent().getFileName().toString());
        this.name = sample.getFileName().toString();
    }

    static List<String> sources() {
        return CONTRACTS.stream().map(SourceContract::source).toList();
    }

    /** The sources whose rows are cells under names in the same file, with quotes around them where needed. */
    static List<String> tables() {
        return CONTRACTS.stream()
                .filter(contract -> contract.format() instanceof Format.Delimited table && isTable(table))
                .map(SourceContract::source)
                .toList();
    }

    private static boolean isTable(Format.Delimited format) {
        return format.quote() != Format.Delimited.NONE && format.header().isInFile();
    }

    static SourceContract contract(String source) {
        return CONTRACTS.stream()
                .filter(one -> one.source().equals(source))
                .findFirst()
                .orElseThrow();
    }

    /** The good rows of a source's sample, to be changed by who asks for them. */
    static Specimen of(String source) {
        return SPECIMENS.computeIfAbsent(source, Specimen::found).copy();
    }

    private static Specimen found(String source) {
        SourceContract contract = contract(source);
        if (contract.format() instanceof Format.Delimited format) {
            return isTable(format)
                    ? new TableSpecimen(contract, path(source))
                    : new PlainSpecimen(contract, path(source));
        }
        return new RecordSpecimen(contract, path(source));
    }

    /** What the good rows of a source say. */
    static List<String> untouched(String source) {
        return SAID.computeIfAbsent(source, one -> said(of(one).read()));
    }

    abstract Specimen copy();

    static Path path(String source) {
        return samples(source).get(0);
    }

    private static List<Path> samples(String source) {
        try (Stream<Path> files = Files.walk(Declared.schemas().resolve("samples/" + source))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file as it stands now, not packed. */
    abstract String text();

    int rows() {
        return lines.size();
    }

    /** The line the first row starts in. */
    abstract long line();

    /** Puts a text into the first row, in place of what the contract reads by that column. */
    abstract void set(SourceColumn column, String cell);

    /** True when the file has a column, or, in JSON, might have it. */
    boolean has(SourceColumn column) {
        return true;
    }

    /** True when a cell can be written that says just this. */
    boolean holds(String cell) {
        return true;
    }

    /** What the first row has there; null for nothing. */
    abstract String get(SourceColumn column);

    /** Puts a row like the first behind the last; it can be spoilt by itself once {@link #rotate} has brought it to the front. */
    void repeat() {
        lines.add(lines.get(0));
    }

    /** Makes the last row the first. */
    void rotate() {
        Collections.rotate(lines, 1);
    }

    byte[] bytes() {
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

    final byte[] delivered() {
        try {
            return Files.readAllBytes(sample);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file read: packed as its name says, and added up. */
    Parsed read() {
        return read(text());
    }

    Parsed read(String text) {
        return readPacked(Packing.packed(name, contract, bytes(text)));
    }

    Parsed readPacked(byte[] bytes) {
        return readPacked(contract, name, delivery, bytes);
    }

    static Parsed readPacked(SourceContract contract, String name, LocalDate delivery, byte[] bytes) {
        Parsed parsed = SourceChecks.parse(
                contract,
                ACCOUNTS,
                landed(contract, name, delivery, bytes.length),
                one -> one.path().startsWith(delivery.toString()) ? new ByteArrayInputStream(bytes) : companion(one));
        FileReport report = parsed.report();
        assertThat(report.loaded() + report.quarantined() + report.duplicates() + report.leftOut())
                .as("every row of " + name + " became something")
                .isEqualTo(report.read());
        assertThat(parsed.rows()).hasSize((int) report.loaded());
        assertThat(parsed.rejects()).hasSize((int) report.quarantined());
        return parsed;
    }

    /** A file with the companions of the sample. */
    static LandedFile landed(SourceContract contract, String name, LocalDate delivery, int length) {
        TreeMap<String, LandedFile> companions = new TreeMap<>();
        for (Path other : samples(contract.source())) {
            contract.drop().with().forEach((companion, pattern) -> {
                if (pattern.matcher(other.getFileName().toString()).matches()) {
                    companions.put(companion, new LandedFile(other.toString(), "sha", delivery, 1 << 20, "load"));
                }
            });
        }
        return new LandedFile(delivery + "/" + contract.vendor() + "/" + name, "sha", delivery, length, "load")
                .with(companions);
    }

    static InputStream companion(LandedFile file) throws IOException {
        return Files.newInputStream(Path.of(file.path()));
    }

    /** How numbers of a column are written in this file. */
    NumberFormat numberFormat(SourceColumn column) {
        if (column.numberFormat() != null) {
            return column.numberFormat();
        }
        Parsed parsed = read();
        int place = parsed.schema().fieldIndex(contract.accountColumn());
        InternalRow row = parsed.rows().get(0);
        return ACCOUNTS.account(contract.vendor(), row.isNullAt(place) ? "" : row.getString(place))
                .map(Account::numberFormat)
                .orElse(NumberFormat.EN_US);
    }

    /** What the rows of a file say, without where they stood. */
    static List<String> said(Parsed parsed) {
        StructType schema = parsed.schema();
        int width = schema.fieldIndex(Rows.BUSINESS_DATE);
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
    static String value(InternalRow row, int at, StructType schema) {
        return row.isNullAt(at)
                ? "null"
                : schema.apply(at).dataType() instanceof MapType
                        ? new TreeMap<>(Declared.map(row, at)).toString()
                        : row.get(at, schema.apply(at).dataType()).toString();
    }

    @Override
    public String toString() {
        return contract.source();
    }
}
