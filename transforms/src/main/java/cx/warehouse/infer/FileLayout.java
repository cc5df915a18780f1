package cx.warehouse.infer;

import java.util.List;
import java.util.Set;

/**
 * The layout of the records in a file, and the part of the file on which types are tried.
 *
 * @param format the value for {@code format} in the contract
 * @param leftOut first cells of lines that are not data, such as totals and notes
 * @param names the vendor's column names, or JSON paths
 * @param nested the names among them whose cells hold lists or objects
 * @param trialFormat the value for {@code format} that reads {@code trial}
 * @param trial whole records from the beginning of the file, in UTF-8
 * @param sample writes the first records in the layout of the file
 */
record FileLayout(
        String format,
        List<String> leftOut,
        List<String> names,
        Set<String> nested,
        String trialFormat,
        String trial,
        Sample sample) {

    FileLayout {
        leftOut = List.copyOf(leftOut);
        names = List.copyOf(names);
        nested = Set.copyOf(nested);
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
