package cx.warehouse.tables;

import java.time.LocalDate;
import java.util.function.Predicate;

/**
 * The limits within which files are joined.
 *
 * @param last the newest day whose files are joined
 * @param isApart true for values of a table's second partition column whose rows never share a file with others
 * @param mostBytes bytes of the files to join in each table, at most; the newest days come first, and one day is always
 *     joined
 */
public record CompactionRule(LocalDate last, Predicate<String> isApart, long mostBytes) {}
