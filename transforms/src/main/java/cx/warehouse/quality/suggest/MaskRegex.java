package cx.warehouse.quality.suggest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Builds a regular expression for texts with similar masks: {@code AA-9} and {@code AA-99} become
 * {@code [A-Z]{2}-[0-9]+}.
 */
final class MaskRegex {

    private static final Pattern RUN = Pattern.compile("A+|a+|9+|[^Aa9]");

    /** Consecutive characters of one class, with their smallest and greatest number. */
    private record Run(char kind, int shortest, int longest) {

        boolean isFixed() {
            return shortest == longest;
        }

        boolean isLetter() {
            return kind == 'A' || kind == 'a';
        }

        boolean isDigit() {
            return kind == '9';
        }

        String regex() {
            String set = kind == 'A' ? "[A-Z]" : kind == 'a' ? "[a-z]" : isDigit() ? "[0-9]" : escape(kind);
            String times = isFixed() ? (shortest == 1 ? "" : "{" + shortest + "}") : "+";
            return set + times;
        }

        private static String escape(char mark) {
            return ("\\.^$*+?()[]{}|/".indexOf(mark) >= 0 && mark != '/' ? "\\" : "") + mark;
        }
    }

    private MaskRegex() {}

    /**
     * Builds the expression, anchored at both ends. It is empty if the masks differ in more than lengths, or if they
     * are masks of words.
     *
     * @param masks see {@link TextForm}
     * @param least smallest of the texts
     * @param greatest greatest of the texts; the prefix that it shares with the smallest is common to all texts
     */
    static Optional<String> of(List<String> masks, String least, String greatest) {
        List<Run> runs = List.of();
        for (String mask : masks) {
            List<Run> own = runs(mask);
            if (runs.isEmpty()) {
                runs = own;
            } else if (!areAlike(runs, own)) {
                return Optional.empty();
            } else {
                runs = join(runs, own);
            }
        }
        return isCode(runs) ? Optional.of(regex(runs, commonPrefix(least, greatest))) : Optional.empty();
    }

    /** Whether the masks are those of codes: without blanks, and with a digit or in capitals of one length. */
    private static boolean isCode(List<Run> runs) {
        boolean isPlain = runs.stream().noneMatch(run -> Character.isWhitespace(run.kind()) || run.kind() > '~');
        boolean hasDigits = runs.stream().anyMatch(Run::isDigit);
        boolean isUpper =
                runs.size() == 1 && runs.get(0).kind() == 'A' && runs.get(0).isFixed();
        return isPlain && (hasDigits || isUpper);
    }

    private static List<Run> runs(String mask) {
        List<Run> runs = new ArrayList<>();
        Matcher matcher = RUN.matcher(mask);
        while (matcher.find()) {
            int length = matcher.group().length();
            runs.add(new Run(matcher.group().charAt(0), length, length));
        }
        return runs;
    }

    private static boolean areAlike(List<Run> one, List<Run> two) {
        return one.stream()
                .map(Run::kind)
                .toList()
                .equals(two.stream().map(Run::kind).toList());
    }

    private static List<Run> join(List<Run> one, List<Run> two) {
        List<Run> joined = new ArrayList<>();
        for (int at = 0; at < one.size(); at++) {
            joined.add(new Run(
                    one.get(at).kind(),
                    Math.min(one.get(at).shortest(), two.get(at).shortest()),
                    Math.max(one.get(at).longest(), two.get(at).longest())));
        }
        return joined;
    }

    /** Writes the expression; leading letters that all texts share appear literally. */
    private static String regex(List<Run> runs, String common) {
        StringBuilder regex = new StringBuilder("^");
        int at = 0;
        boolean isLeading = true;
        for (Run run : runs) {
            isLeading = isLeading && !run.isDigit() && run.isFixed() && at + run.longest() <= common.length();
            boolean isShared = isLeading && run.isLetter() && runs.size() > 1;
            regex.append(isShared ? common.substring(at, at + run.longest()) : run.regex());
            at += run.longest();
        }
        return regex.append('$').toString();
    }

    private static String commonPrefix(String one, String two) {
        int length = 0;
        while (length < Math.min(one.length(), two.length()) && one.charAt(length) == two.charAt(length)) {
            length++;
        }
        return one.substring(0, length);
    }
}
