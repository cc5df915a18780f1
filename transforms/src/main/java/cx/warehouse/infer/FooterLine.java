package cx.warehouse.infer;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line that is no data, such as a total or a note, and the texts that may identify it.
 *
 * @param column the vendor's name of the column that holds its text; null for the first cell of the line
 * @param starts texts that the cell begins with, the shorter ones first; the last is the whole cell
 */
record FooterLine(String column, List<String> starts) {

    private static final String TOTAL = "(grand |overall )?(totals?|sum|summe|gesamt(summe)?|insgesamt|totaal|totale)";
    private static final Pattern BEGINS_AS_TOTAL = Pattern.compile("(?i)(" + TOTAL + ")\\b.*");
    private static final Pattern IS_TOTAL = Pattern.compile("(?i)(" + TOTAL + ")\\s*([:(\\u2013\\u2014-].*)?");

    FooterLine {
        starts = List.copyOf(starts);
    }

    /** True for a text that can only label a total: {@code Total}, {@code Total: Account}, not {@code Total Wine}. */
    static boolean isTotal(String text) {
        return IS_TOTAL.matcher(text).matches();
    }

    /** True for a text that may label a total, or be a name. */
    static boolean mayBeTotal(String text) {
        return BEGINS_AS_TOTAL.matcher(text).matches();
    }

    /** A line whose cell in that column labels a total. */
    static FooterLine total(String column, String cell) {
        Matcher total = BEGINS_AS_TOTAL.matcher(cell);
        return of(column, total.matches() ? total.group(1) : cell, cell);
    }

    /** A line of text below the rows. */
    static FooterLine note(String cell) {
        String start = Character.isLetterOrDigit(cell.charAt(0)) ? cell.split("\\s", 2)[0] : cell.substring(0, 1);
        return of(null, start, cell);
    }

    private static FooterLine of(String column, String start, String cell) {
        List<String> starts = new ArrayList<>(List.of(start));
        for (int end = cell.indexOf(' ', start.length() + 1); end > 0; end = cell.indexOf(' ', end + 1)) {
            starts.add(cell.substring(0, end));
        }
        if (!cell.equals(start)) {
            starts.add(cell);
        }
        return new FooterLine(column, starts);
    }
}
