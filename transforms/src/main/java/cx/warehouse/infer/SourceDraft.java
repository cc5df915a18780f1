package cx.warehouse.infer;

import cx.warehouse.conform.BadFile;
import cx.warehouse.conform.PlainText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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

    /** So many bytes of a file are looked at. */
    private static final int LOOKED_AT = 4 << 20;

    /** A file of the vendor. */
    public record Given(String name, byte[] bytes) {}

    /**
     * What is known beforehand.
     *
     * @param source the contract's name; begins with the vendor
     * @param vendor the folder its drops lie in
     * @param family as contracts name it; null to guess
     * @param member which members of an archive are meant; null for every CSV and JSON
     */
    public record Known(String source, String vendor, String family, Pattern member) {}

    /**
     * Drafts a contract.
     *
     * @param files of one export, in one layout; at least one
     * @throws NoLayout when records are not found in one of them
     */
    public static SourceDraft of(List<Given> files, Known known) {
        List<Layout> layouts = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        PlainText first = null;
        for (Given file : files) {
            for (PlainText text : texts(file, known.member())) {
                Layout layout = layout(text);
                first = first == null ? text : first;
                layouts.add(layout);
                names.addAll(layout.names());
            }
        }
        if (first == null) {
            throw new NoLayout("the files are empty");
        }
        List<String> vendors = List.copyOf(names);
        Cells cells = new Cells(layouts, vendors);
        Typing typing = new Typing(cells, vendors.size());
        List<ColumnDraft> columns = new ArrayList<>();
        List<String> taken = new ArrayList<>();
        for (int at = 0; at < vendors.size(); at++) {
            String name = Names.ours(vendors.get(at), taken);
            taken.add(name);
            columns.add(typing.column(at, vendors.get(at), name));
        }
        DropName drop = DropName.of(files.stream().map(Given::name).toList());
        String yaml = new ContractText(known, drop, layouts.get(0), cells.rows(), typing.missing(), columns)
                .text(KeyFinder.key(cells, columns));
        return new SourceDraft(yaml, drop.sample(), sample(layouts.get(0), columns, first));
    }

    private static List<PlainText> texts(Given file, Pattern member) {
        try {
            return PlainText.of(file.name(), file.bytes(), member, LOOKED_AT).stream()
                    .filter(text -> !text.text().isBlank())
                    .toList();
        } catch (BadFile e) {
            throw new NoLayout(file.name() + " " + e.getMessage());
        }
    }

    private static Layout layout(PlainText text) {
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

    private static byte[] sample(Layout layout, List<ColumnDraft> columns, PlainText like) {
        Map<String, ColumnDraft> byName = columns.stream().collect(Collectors.toMap(ColumnDraft::from, one -> one));
        String text = layout.sample().text((name, cell) -> {
            ColumnDraft column = byName.get(name);
            return column != null && column.isOpen() ? cell : column != null && column.isTyped() ? "" : masked(cell);
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
    private static String masked(String cell) {
        StringBuilder masked = new StringBuilder();
        cell.codePoints()
                .map(mark -> Character.isDigit(mark)
                        ? '0'
                        : Character.isUpperCase(mark) ? 'X' : Character.isLetter(mark) ? 'x' : mark)
                .forEach(masked::appendCodePoint);
        return masked.toString();
    }
}
