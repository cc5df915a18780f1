package cx.warehouse.infer;

import cx.warehouse.conform.delivery.BadFileException;
import cx.warehouse.conform.file.TextPreview;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A contract drafted from files, with a sample of the first file that holds no personal data.
 *
 * @param yaml the contract, with observations as comments
 * @param sampleName a file name that the contract's drop accepts
 * @param sample the first records in the layout of the first file, with personal cells masked
 */
public record SourceDraft(String yaml, String sampleName, byte[] sample) {

    /** The number of bytes read from one file, after decompression. */
    private static final int LOOKED_AT = 4 << 20;

    private static final int FIRST_BEYOND_ASCII = 0x80;

    /** The number of bytes read from all files together. */
    private static final int LOOKED_AT_IN_ALL = 48 << 20;

    /**
     * A file of the vendor.
     *
     * @param length its size in bytes as stored
     */
    public record VendorFile(String name, long length, Content content) {}

    /** Opens a file at its beginning, as often as asked. */
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;
    }

    /**
     * The facts that the caller knows in advance.
     *
     * @param source the contract's name, which begins with the vendor's
     * @param vendor the folder of the vendor's drops
     * @param family the family as contracts write it; null to guess it
     * @param member a pattern for the members of an archive to read; null for every CSV and JSON
     * @param delivery the day on which the files are tried as if delivered
     */
    public record DraftRequest(String source, String vendor, String family, Pattern member, LocalDate delivery) {}

    /**
     * Drafts a contract from the beginnings of files. When a file holds more, a comment in the draft says so.
     *
     * @param files files of one export in one layout; at least one
     * @throws NoLayoutException when a file holds no records that can be recognized
     * @throws UncheckedIOException when a file cannot be read
     */
    public static SourceDraft of(List<VendorFile> files, DraftRequest known) {
        return of(files, known, LOOKED_AT, LOOKED_AT_IN_ALL);
    }

    /**
     * Drafts a contract within given limits.
     *
     * @param most the number of bytes read from one file
     * @param mostInAll the number of bytes read from all files; a file is skipped when fewer than {@code most} are left
     */
    static SourceDraft of(List<VendorFile> files, DraftRequest known, int most, int mostInAll) {
        List<FileLayout> layouts = new ArrayList<>();
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
                    layouts.add(layout(text));
                    first = first == null ? text : first;
                }
            }
        }
        if (first == null) {
            throw new NoLayoutException("the files are empty");
        }
        List<String> vendors = readableNames(layouts);
        String header = HeaderDraft.setting(layouts);
        List<String> leftOut = LeftOutDraft.rules(layouts);
        TrialCells cells =
                new TrialCells(layouts, vendors, new TrialReader(header, leftOut, vendors, known.delivery()));
        TypeTrials trials = new TypeTrials(cells, vendors.size());
        ColumnTypeFinder typing = new ColumnTypeFinder(trials);
        List<ColumnDraft> columns = new ArrayList<>();
        List<String> taken = new ArrayList<>();
        for (int at = 0; at < vendors.size(); at++) {
            String name = VendorColumnNames.ourName(vendors.get(at), taken);
            taken.add(name);
            columns.add(typing.draftColumn(at, vendors.get(at), name));
        }
        DropName drop = DropName.of(files.stream().map(VendorFile::name).toList());
        String format = layouts.get(0).format().withEncoding(encoding(layouts)).yaml(header);
        ColumnRoles.RoleGuess time = new ColumnRoles(columns).activity().orElse(null);
        List<ColumnDraft> key = KeyFinder.key(cells, columns, time == null ? null : time.column());
        String yaml = new ContractText(
                        known,
                        drop,
                        new ContractText.DraftedRows(format, leftOut, doubledNames(layouts)),
                        cells.rows(),
                        trials.missing(),
                        columns)
                .text(time, key, KeyFinder.widestKey(cells, columns));
        return new SourceDraft(
                truncationNote(cut, files.size(), most, mostInAll) + yaml,
                drop.sample(),
                sample(layouts.get(0), columns, first));
    }

    /** The names of all files together, without those that stand more than once in a file. */
    private static List<String> readableNames(List<FileLayout> layouts) {
        Map<String, String> names = new LinkedHashMap<>();
        for (FileLayout layout : layouts) {
            boolean isJson = layout.format().type().equals("json");
            layout.names().forEach(name -> names.putIfAbsent(isJson ? name : HeaderNames.normalize(name), name));
        }
        layouts.stream()
                .flatMap(layout -> layout.doubled().stream())
                .forEach(doubled -> names.remove(HeaderNames.normalize(doubled.name())));
        return List.copyOf(names.values());
    }

    private static List<String> doubledNames(List<FileLayout> layouts) {
        return layouts.stream()
                .flatMap(layout -> layout.doubled().stream())
                .map(HeaderNames.DoubledName::text)
                .distinct()
                .toList();
    }

    /** The encoding of the first file that needs one. */
    private static String encoding(List<FileLayout> layouts) {
        return layouts.stream()
                .map(layout -> layout.format().encoding())
                .filter(encoding -> !encoding.isEmpty())
                .findFirst()
                .orElse("");
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

    /** A comment that says how much was read; empty when everything was. */
    private static String truncationNote(int cut, int files, int most, int mostInAll) {
        return cut == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "# Drafted from the first %d MiB of a file and %d MiB in all: %d of %d %s more, which types and key may not fit.\n",
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
        boolean isAnyEncoding =
                text.isMarked() || text.text().chars().allMatch(character -> character < FIRST_BEYOND_ASCII);
        String encoding = isAnyEncoding ? "" : text.encoding().name();
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

    /** Replaces letters and digits and keeps all other characters. */
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
