package cx.warehouse.infer;

import cx.warehouse.conform.delivery.BadFileException;
import cx.warehouse.conform.file.TextPreview;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A contract drafted from files, and a sample of the first, without personal data.
 *
 * @param yaml the contract, with notes of what was seen
 * @param sampleName a name that the contract's drops have
 * @param sample laid out as the first file, its personal cells made unlike anybody's
 */
public record SourceDraft(String yaml, String sampleName, byte[] sample) {

    /** So many bytes of a file, unpacked, are looked at. */
    private static final int LOOKED_AT = 4 << 20;

    /** The same of all files together. */
    private static final int LOOKED_AT_IN_ALL = 48 << 20;

    /**
     * A file of the vendor.
     *
     * @param length in bytes, as it lies there
     */
    public record VendorFile(String name, long length, Content content) {}

    /** Opens a file at its beginning, as often as it is asked to. */
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;
    }

    /**
     * What is known beforehand.
     *
     * @param source the contract's name; begins with the vendor
     * @param vendor the folder its drops lie in
     * @param family as contracts name it; null to guess
     * @param member which members of an archive are meant; null for every CSV and JSON
     */
    public record DraftRequest(String source, String vendor, String family, Pattern member) {}

    /**
     * Drafts a contract from the beginnings of files; where they hold more, it says so.
     *
     * @param files of one export, in one layout; at least one
     * @throws NoLayoutException when records are not found in one of them
     * @throws UncheckedIOException when one cannot be read
     */
    public static SourceDraft of(List<VendorFile> files, DraftRequest known) {
        return of(files, known, LOOKED_AT, LOOKED_AT_IN_ALL);
    }

    /** @param most how many bytes of a file are looked at; a file of which so many would be too many is not */
    static SourceDraft of(List<VendorFile> files, DraftRequest known, int most, int mostInAll) {
        List<FileLayout> layouts = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        TextPreview first = null;
        int cut = 0;
        int left = mostInAll;
        for (VendorFile file : files) {
            boolean isLookedAt = left >= most;
            List<TextPreview> texts = isLookedAt ? texts(file, known.member(), most) : List.of();
            cut += isLookedAt && texts.stream().allMatch(TextPreview::isWhole) ? 0 : 1;
            left -= texts.stream().mapToInt(text -> text.text().length()).sum();
            for (TextPreview text : texts) {
                if (!text.text().isBlank()) {
                    FileLayout layout = layout(text);
                    first = first == null ? text : first;
                    layouts.add(layout);
                    names.addAll(layout.names());
                }
            }
        }
        if (first == null) {
            throw new NoLayoutException("the files are empty");
        }
        List<String> vendors = List.copyOf(names);
        TrialCells cells = new TrialCells(layouts, vendors);
        ColumnTypeFinder typing = new ColumnTypeFinder(cells, vendors.size());
        List<ColumnDraft> columns = new ArrayList<>();
        List<String> taken = new ArrayList<>();
        for (int at = 0; at < vendors.size(); at++) {
            String name = VendorColumnNames.ourName(vendors.get(at), taken);
            taken.add(name);
            columns.add(typing.draftColumn(at, vendors.get(at), name));
        }
        DropName drop = DropName.of(files.stream().map(VendorFile::name).toList());
        String yaml = new ContractText(known, drop, layouts.get(0), cells.rows(), typing.missing(), columns)
                .text(KeyFinder.key(cells, columns));
        return new SourceDraft(
                truncationNote(cut, files.size(), most, mostInAll) + yaml,
                drop.sample(),
                sample(layouts.get(0), columns, first));
    }

    private static List<TextPreview> texts(VendorFile file, Pattern member, int most) {
        try (InputStream bytes = file.content().open()) {
            return TextPreview.of(file.name(), file.length(), bytes, member, most);
        } catch (BadFileException e) {
            throw new NoLayoutException(file.name() + " " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A note of what was not looked at; nothing when all was. */
    private static String truncationNote(int cut, int files, int most, int mostInAll) {
        return cut == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "# Drafted from the first %d MiB of a file, and %d MiB of all: %d of %d %s more, of which types and key may be untrue.\n",
                        most >> 20,
                        mostInAll >> 20,
                        cut,
                        files,
                        cut == 1 ? "holds" : "hold");
    }

    private static FileLayout layout(TextPreview text) {
        String head = text.text().stripLeading();
        if (head.startsWith("{") || head.startsWith("[")) {
            return JsonLayout.of(text.text());
        }
        int end = text.isWhole() ? text.text().length() : text.text().lastIndexOf('\n') + 1;
        String encoding = text.isMarked()
                ? StandardCharsets.UTF_8.name()
                : text.encoding().name();
        return DelimitedLayout.of(text.text().substring(0, end), encoding);
    }

    private static byte[] sample(FileLayout layout, List<ColumnDraft> columns, TextPreview like) {
        Map<String, ColumnDraft> byName = columns.stream().collect(Collectors.toMap(ColumnDraft::from, one -> one));
        String text = layout.sample().text((name, cell) -> {
            ColumnDraft column = byName.get(name);
            return column != null && column.isOpen() ? cell : column != null && column.isTyped() ? "" : mask(cell);
        });
        Charset encoding = like.encoding();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (like.isMarked()) {
            bytes.writeBytes("\uFEFF".getBytes(encoding));
        }
        bytes.writeBytes(text.getBytes(encoding));
        return bytes.toByteArray();
    }

    /** The same marks, other letters and digits. */
    private static String mask(String cell) {
        StringBuilder masked = new StringBuilder();
        cell.codePoints()
                .map(mark -> Character.isDigit(mark)
                        ? '0'
                        : Character.isUpperCase(mark) ? 'X' : Character.isLetter(mark) ? 'x' : mark)
                .forEach(masked::appendCodePoint);
        return masked.toString();
    }
}
