package cx.warehouse.infer;

import java.util.List;
import java.util.Set;

/**
 * How the records of a file lie, and the part of it on which types are tried.
 *
 * @param format what a contract says of it under {@code format}
 * @param leftOut first cells of lines that are no data, as totals and notes have them
 * @param names the vendor's names of columns, or paths of JSON
 * @param nested those of them that hold lists or objects
 * @param trialFormat as {@code format}, of {@code trial}
 * @param trial whole records of the beginning of the file, in UTF-8
 * @param sample the first records, laid out as in the file
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

    /** The first records of a file, with cells changed on the way. */
    @FunctionalInterface
    interface Sample {
        String text(Masking masking);
    }

    /** What becomes of the text of a cell. */
    @FunctionalInterface
    interface Masking {
        String of(String name, String cell);
    }
}
