package cx.warehouse.infer;

import java.util.List;
import java.util.Set;

/**
 * The layout of the records in a file, and the part of the file on which a draft is tried.
 *
 * @param format the format of the file
 * @param names the vendor's column names, or JSON paths, that a contract can read
 * @param nested the names among them whose cells hold lists or objects
 * @param doubled names that stand more than once; a contract cannot read them
 * @param footers lines that are not data, such as totals and notes
 * @param cells the cells of the rows
 * @param trial whole records from the beginning of the file
 * @param sample writes the first records in the layout of the file
 */
record FileLayout(
        LayoutFormat format,
        List<String> names,
        Set<String> nested,
        List<HeaderNames.DoubledName> doubled,
        List<FooterLine> footers,
        RowCells cells,
        TrialText trial,
        Sample sample) {

    FileLayout {
        names = List.copyOf(names);
        nested = Set.copyOf(nested);
        doubled = List.copyOf(doubled);
        footers = List.copyOf(footers);
    }

    /**
     * Text to try a draft on.
     *
     * @param format the format that reads it, in UTF-8
     */
    record TrialText(LayoutFormat format, String text) {}

    /** The texts of all rows in the column of that vendor's name; null stands for the first cell of a line. */
    @FunctionalInterface
    interface RowCells {
        List<String> of(String column);
    }

    /** Writes the first records of a file with masked cells. */
    @FunctionalInterface
    interface Sample {
        String text(Masking masking);
    }

    /**
     * Replaces the text of a cell, given the vendor's name of its column; the name is empty for lines above the rows.
     */
    @FunctionalInterface
    interface Masking {
        String of(String name, String cell);
    }
}
