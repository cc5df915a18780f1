package cx.warehouse.quality.regex;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.quality.QualityTest;
import cx.warehouse.quality.Validator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternSetTest extends QualityTest {

    private static final List<String> TEXTS = List.of(
            "", "o-17", "o-", "O-17", "xo-17", "a@b.org", "a b", "a\tb", "a\nb", "a\r\n", "\n", "a\n", "^a$", "[a]",
            "ä", "aä", "1€", "😀", "aaaa", "abab", "12-34", "_", "\u0085", "a.c", "abc");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "^o-[0-9]{1,9}$",
                "o-\\d+",
                "^[^@]{1,20}@b[.]org$",
                "(?i)O-17",
                "^(?:a|b)+$",
                "(?:^a)|(?:b$)",
                "\\Ao|7\\z",
                "a.c|a\\.c",
                "^$",
                "",
                "[a-c-]{2,}?",
                "\\w\\W|\\s|\\S{4}",
                "[^\\d\\s]{3}",
                "^\\^a\\$",
                "\\[a]",
                "(a(b)?){2}",
                "a*^b",
                "$a|^.$"
            })
    void findsTheSameMatchesAsJava(String regex) {
        assertThat(RegexAutomaton.of(regex)).as(regex).isPresent();
        PatternSet set = new PatternSet(List.of("b", regex));
        for (String text : TEXTS) {
            assertThat(isFoundBySet(set, text, 1)).as(regex + " in " + text).isEqualTo(isFound(regex, text));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a)\\1",
                "a(?=b)",
                "(?<!a)b",
                "\\ba",
                "a++",
                "^^a",
                "^(?:^a|b)",
                "(?s).",
                "ä",
                "[[a]b]",
                "[a&&b]",
                "\\p{L}",
                "(^)*a",
                "(?i:a)",
                "$^",
                "(a|$)(^|b)",
                "^(?:[^,]{0,2000},){0,500}$",
                "\\x41",
                "(?:.*[ab].{19}){3}"
            })
    void leavesUnsupportedExpressionsToJava(String regex) {
        assertThat(RegexAutomaton.of(Pattern.compile(regex).pattern())).isEmpty();
    }

    @Test
    void agreesWithJavaEvenWhenStatesAreForgotten() {
        Random random = new Random(7);
        List<String> regexes = new ArrayList<>();
        while (regexes.size() < PatternSet.MOST_PATTERNS) {
            String regex = regex(random, 3);
            if (compiles(regex) && RegexAutomaton.of(regex).isPresent()) {
                regexes.add(regex);
            }
        }
        PatternSet set = new PatternSet(regexes, 100);
        for (int at = 0; at < 4_000; at++) {
            String text = text(random);
            for (int bit = 0; bit < regexes.size(); bit++) {
                assertThat(isFoundBySet(set, text, bit))
                        .as(regexes.get(bit) + " in " + text)
                        .isEqualTo(isFound(regexes.get(bit), text));
            }
        }
    }

    @Test
    void isNullForNullAndCountsAsTheRulesDoOneByOne() {
        assertThat(new PatternSet(List.of("a", "b")).call(null)).isNull();
        String[] rules = {
            "expect_column_values_to_match_regex", "'column': 'code', 'regex': '^o-[0-9]+$'",
            "expect_column_values_to_match_regex", "'column': 'code', 'regex': '^[a-z]-'",
            "expect_column_values_to_not_match_regex", "'column': 'code', 'regex': '9$'",
            "expect_column_values_to_match_regex", "'column': 'code', 'regex': '7', 'row_condition': 'at > 1'",
            "expect_column_values_to_match_regex_list", "'column': 'code', 'regex_list': ['^o', 'ü']",
            "expect_column_values_to_match_regex", "'column': 'code', 'regex': '(?<=-)7'",
            "expect_column_values_to_match_regex", "'column': 'at', 'regex': '^[0-9]$'",
            "expect_column_values_to_not_match_regex", "'column': 'at', 'regex': '[4-9]'"
        };
        List<Long> counts = new ArrayList<>();
        Validator.validate(frame("code string, at int", """
                                o-7  | 1
                                o-19 | 2
                                ü-7  | 3
                                     | 4
                                """), suite(rules), OPTIONS)
                .results()
                .forEach(one -> counts.add(one.result().get("unexpected_count").asLong()));
        assertThat(counts).containsExactly(1L, 1L, 1L, 1L, 0L, 1L, 0L, 1L);
    }

    private static boolean isFoundBySet(PatternSet set, String text, int bit) {
        return (set.call(text.getBytes(StandardCharsets.UTF_8)) & 1L << bit) != 0;
    }

    private static boolean isFound(String regex, String text) {
        return Pattern.compile(regex).matcher(text).find();
    }

    private static boolean compiles(String regex) {
        try {
            Pattern.compile(regex);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    private static String regex(Random random, int depth) {
        StringBuilder regex = new StringBuilder(random.nextInt(4) == 0 ? "^" : "");
        for (int at = random.nextInt(3); at >= 0; at--) {
            regex.append(
                    switch (random.nextInt(depth > 0 ? 9 : 7)) {
                        case 0 -> "[a-c]";
                        case 1 -> "[^b1]";
                        case 2 -> ".";
                        case 3 -> "\\d";
                        case 4 -> "-";
                        case 7 -> "(" + regex(random, depth - 1) + "|" + regex(random, depth - 1) + ")";
                        case 8 -> "(?:" + regex(random, depth - 1) + ")";
                        default -> "a";
                    });
            regex.append(
                    switch (random.nextInt(8)) {
                        case 0 -> "*";
                        case 1 -> "+?";
                        case 2 -> "{1,3}";
                        case 3 -> "?";
                        default -> "";
                    });
        }
        return regex.append(random.nextInt(4) == 0 ? "$" : "").toString();
    }

    private static String text(Random random) {
        String signs = "abcab1-1-a ";
        StringBuilder text = new StringBuilder();
        for (int at = random.nextInt(14); at > 0; at--) {
            text.append(random.nextInt(60) == 0 ? "é" : String.valueOf(signs.charAt(random.nextInt(signs.length()))));
        }
        return random.nextInt(30) == 0 ? text + "\n" : text.toString();
    }
}
