package cx.warehouse.infer;

import java.util.ArrayList;
import java.util.List;

/** The patterns of dates and timestamps to try. Where day and month may be exchanged, the month first comes first. */
final class TimePatterns {

    /** Dates of digits, each with its exchanged form beside it. */
    private static final List<String> EXCHANGEABLE = List.of(
            "M/d/yyyy",
            "d/M/yyyy",
            "MM-dd-yyyy",
            "dd-MM-yyyy",
            "M-d-yyyy",
            "d-M-yyyy",
            "M/d/yy",
            "d/M/yy",
            "MM-dd-yy",
            "dd-MM-yy");

    private static final List<String> DOTTED = List.of("dd.MM.yyyy", "d.M.yyyy", "dd.MM.yy");
    private static final List<String> NAMED =
            List.of("dd-MMM-yyyy", "MMM d, yyyy", "MMMM d, yyyy", "d MMM yyyy", "d MMMM yyyy");

    static final List<String> DATES = new ArrayList<>();
    static final List<String> TIMESTAMPS = new ArrayList<>();

    static {
        DATES.addAll(EXCHANGEABLE);
        DATES.addAll(DOTTED);
        DATES.add("yyyy/MM/dd");
        DATES.addAll(NAMED);
        addTimestamps(EXCHANGEABLE, " H:mm", " H:mm:ss", " h:mm a", " h:mm:ss a", ", h:mm a", ", h:mm:ss a");
        addTimestamps(DOTTED, " HH:mm", " HH:mm:ss", ", HH:mm", ", HH:mm:ss");
        addTimestamps(List.of("yyyy/MM/dd"), " HH:mm", " HH:mm:ss");
        addTimestamps(List.of("dd-MMM-yyyy"), " hh:mma", " HH:mm", " HH:mm:ss");
        addTimestamps(NAMED.subList(1, NAMED.size()), " HH:mm", " HH:mm:ss", " h:mm a", ", h:mm a");
        TIMESTAMPS.add("yyyy-MM-dd HH:mm:ss 'UTC'");
        TIMESTAMPS.add("yyyyMMddHHmmss");
        TIMESTAMPS.add("EEE, d MMM yyyy HH:mm:ss Z");
    }

    private TimePatterns() {}

    /** The pattern with day and month exchanged; the same where a month has a name. */
    static String swapped(String pattern) {
        return EXCHANGEABLE.stream().anyMatch(String.valueOf(pattern)::startsWith) ? swapDayAndMonth(pattern) : pattern;
    }

    /** True for a pattern of digits in which the day stands before the month, and may be exchanged with it. */
    static boolean isDayFirst(String pattern) {
        return pattern != null && pattern.startsWith("d") && !swapped(pattern).equals(pattern);
    }

    /** The pattern as a person reads it in a note, without its time of day. */
    static String dayOf(String pattern) {
        return pattern.split("[ ,]", 2)[0];
    }

    /** True when a text has the separators of a pattern. It spares a trial with the reader. */
    static boolean isSimilar(String text, String pattern) {
        return separators(text.replaceFirst(" [+-]\\d{4}$", " ")).equals(separators(pattern));
    }

    private static String separators(String text) {
        return text.replaceAll("[\\p{L}\\p{N}']", "");
    }

    private static String swapDayAndMonth(String pattern) {
        String day = dayOf(pattern);
        return day.replace('M', '?').replace('d', 'M').replace('?', 'd') + pattern.substring(day.length());
    }

    private static void addTimestamps(List<String> dates, String... times) {
        for (String date : dates) {
            for (String time : times) {
                TIMESTAMPS.add(date + time);
            }
        }
    }
}
