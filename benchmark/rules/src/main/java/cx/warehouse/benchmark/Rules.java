package cx.warehouse.benchmark;

import cx.warehouse.benchmark.Rule.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules that are measured: sixty a round over the same twenty columns. All of them hold, many only by their share:
 * of sixty, nineteen count rows that break them. A column's first letter says its type: i whole number, d double, s
 * text, t timestamp, y date, m decimal.
 */
public final class Rules {

    public static final List<String> COLUMNS = List.of(
            "i0", "i1", "i2", "i3", "d0", "d1", "d2", "d3", "s0", "s1", "s2", "s3", "s4", "t0", "t1", "y0", "y1", "m0",
            "m1", "m2");

    public static final List<String> CHANNELS =
            List.of("Direct", "Email", "Paid Search", "Display", "Referral", "Organic Social", "Affiliates");

    private final List<Rule> rules = new ArrayList<>();
    private final int round;

    private Rules(int round) {
        this.round = round;
    }

    /** Sixty rules a round, in order. */
    public static List<Rule> of(int rounds) {
        List<Rule> all = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            Rules one = new Rules(round);
            one.aboutRows();
            one.aboutFigures();
            all.addAll(one.rules);
        }
        return all;
    }

    private void aboutRows() {
        COLUMNS.forEach(column -> row(Kind.PRESENT, List.of(column), null, null, List.of()));
        for (int at = 0; at < 4; at++) {
            row(Kind.BETWEEN, List.of("i" + at), 0, 1000 * (at + 1) + round, List.of());
            row(Kind.BETWEEN, List.of("d" + at), -round, (at == 3 ? 990 : 1000) + round / 2.0, List.of());
        }
        row(Kind.BETWEEN, List.of("m0"), 0, 1000 + round, List.of());
        row(Kind.BETWEEN, List.of("m1"), 0, 2000 + round, List.of());
        row(Kind.BETWEEN, List.of("t0"), "2026-01-01T00:00:0" + round, "2026-12-31T00:00:00", List.of());
        row(Kind.BETWEEN, List.of("y0"), "2026-01-" + (10 + round), "2026-12-31", List.of());
        List<String> channels = new ArrayList<>(CHANNELS);
        channels.add("Channel " + round);
        for (int at = 0; at < 3; at++) {
            row(Kind.MEMBER, List.of("s" + at), null, null, channels);
        }
        row(Kind.MATCHES, List.of("s3"), null, null, List.of("^o-[0-9]{1," + (9 + round) + "}$"));
        row(Kind.MATCHES, List.of("s4"), null, null, List.of("^[^@]{1," + (20 + round) + "}@example[.]org$"));
        row(Kind.LENGTH, List.of("s0"), 1, 20 + round, List.of());
        row(Kind.LENGTH, List.of("s3"), 3, 12 + round, List.of());
        row(Kind.LENGTH, List.of("s4"), 5, 40 + round, List.of());
        row(Kind.ORDERED, List.of("t1", "t0"), null, null, List.of());
        row(Kind.ORDERED, List.of("m1", "m0"), null, null, List.of());
        row(Kind.UNIQUE, List.of("s3"), null, null, List.of());
    }

    private void aboutFigures() {
        for (String column : List.of("i0", "i1", "d0")) {
            figure(Kind.MAX, List.of(column), 10, 5000 + round);
        }
        for (String column : List.of("i0", "i1", "d1")) {
            figure(Kind.MIN, List.of(column), -1 - round, 500);
        }
        for (int at = 0; at < 4; at++) {
            figure(Kind.MEAN, List.of("d" + at), 100 - round, 900);
        }
        for (int at = 0; at < 3; at++) {
            figure(Kind.SUM, List.of("m" + at), round, null);
        }
        figure(Kind.DEVIATION, List.of("d0"), 1 + round, 1000);
        figure(Kind.DEVIATION, List.of("d1"), 1 + round, 1000);
        figure(Kind.DISTINCT, List.of("s0"), 1, 20 + round);
        figure(Kind.ROWS, List.of(), 1 + round, null);
    }

    private void row(Kind kind, List<String> columns, Object low, Object high, List<String> words) {
        rules.add(new Rule(kind, columns, low, high, words, (95 - round) / 100.0, round));
    }

    private void figure(Kind kind, List<String> columns, Number low, Number high) {
        rules.add(new Rule(kind, columns, low, high, List.of(), 1, round));
    }
}
