package cx.warehouse.conform.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A vendor's column name with a variable part, such as a currency; the contract writes {@code *} for that part. */
final class StarredName {
    private final Pattern pattern;

    StarredName(String name) {
        int star = name.indexOf('*');
        this.pattern = Pattern.compile(
                literal(name.substring(0, star)) + "(.*)" + literal(name.substring(star + 1)),
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** The text at the star; empty if the name does not match. */
    Optional<String> text(String delivered) {
        Matcher matcher = pattern.matcher(delivered);
        return matcher.matches() ? Optional.of(matcher.group(1).strip()) : Optional.empty();
    }

    /** Positions of the names that match. */
    List<Integer> places(List<String> delivered) {
        List<Integer> places = new ArrayList<>();
        for (int place = 0; place < delivered.size(); place++) {
            if (text(delivered.get(place)).isPresent()) {
                places.add(place);
            }
        }
        return places;
    }

    /** A part of a name as a pattern in which any blanks may separate the words. */
    private static String literal(String part) {
        return Stream.of(part.split("\\s+", -1)).map(Pattern::quote).collect(Collectors.joining("\\s+"));
    }
}
