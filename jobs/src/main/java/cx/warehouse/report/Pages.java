package cx.warehouse.report;

import cx.warehouse.contract.Declarations;
import cx.warehouse.contract.SourceContract;
import cx.warehouse.contract.TableContract;
import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Writes the pages of the site as text; the same results make the same text. */
final class Pages {

    private static final int TREND = 10;
    private static final Map<String, String> GROUPS = new LinkedHashMap<>();

    static {
        GROUPS.put("mart", "What readers use");
        GROUPS.put("conformed", "In between");
        GROUPS.put("source", "What vendors delivered");
        GROUPS.put("", "Other tables");
    }

    private final Declarations declarations;
    private final PebbleEngine engine;

    Pages(Declarations declarations) {
        this.declarations = declarations;
        ClasspathLoader loader = new ClasspathLoader(Pages.class.getClassLoader());
        loader.setPrefix("cx/warehouse/report");
        loader.setSuffix(".peb");
        this.engine = new PebbleEngine.Builder()
                .loader(loader)
                .strictVariables(true)
                .autoEscaping(true)
                .defaultLocale(Locale.ROOT)
                .build();
    }

    /** A line of the list of all tables. */
    record Line(
            String table,
            String folder,
            String about,
            History.Run latest,
            String day,
            String moment,
            List<Mark> trend) {
        public Verdict verdict() {
            return latest.verdict();
        }

        public String counts() {
            return Pages.counts(latest);
        }

        /** The marks in words: how many runs came out how. */
        public String trendLabel() {
            List<String> said = new ArrayList<>();
            for (Verdict verdict : Verdict.values()) {
                long count = trend.stream()
                        .filter(mark -> mark.sign().equals(verdict.sign()))
                        .count();
                if (count > 0) {
                    said.add(count + " " + verdict.words().toLowerCase(Locale.ROOT));
                }
            }
            return "Last " + Figures.count(trend.size(), "run") + ": " + String.join("; ", said);
        }
    }

    /** How many tables came out how. */
    record Count(Verdict verdict, long tables) {}

    /** A group of tables. */
    record Group(String title, List<Line> lines) {}

    /** A run in a row of marks. */
    record Mark(String sign, String title) {}

    /** A run in the list of a table's runs. */
    record Earlier(String page, String run, String day, String moment, Verdict verdict, String counts) {}

    /** The first page: every table, those that need attention first. */
    String index(List<History> histories) {
        Map<String, List<Line>> lines = new LinkedHashMap<>();
        GROUPS.keySet().forEach(group -> lines.put(group, new ArrayList<>()));
        histories.stream()
                .sorted(Comparator.comparing(
                                (History history) -> history.latest().verdict())
                        .reversed()
                        .thenComparing(History::table))
                .forEach(history -> lines.get(group(history.table())).add(line(history)));
        List<Group> groups = new ArrayList<>();
        lines.forEach((group, all) -> {
            if (!all.isEmpty()) {
                groups.add(new Group(GROUPS.get(group), all));
            }
        });
        List<Count> counts = new ArrayList<>();
        for (Verdict verdict : List.of(Verdict.FAILED, Verdict.WARNED, Verdict.NOTED, Verdict.PASSED)) {
            long count = histories.stream()
                    .filter(history -> history.latest().verdict() == verdict)
                    .count();
            if (count > 0) {
                counts.add(new Count(verdict, count));
            }
        }
        return render("index", Map.of("groups", groups, "counts", counts, "tables", histories.size()));
    }

    /** A table's own page: its latest run in full, its history, its earlier runs. */
    String table(Validation latest, History history, Masks masks, int pages) {
        Map<String, Object> values = run(latest, history, masks);
        values.put("charts", charts(history));
        values.put("earlier", history.newest(pages).stream().map(Pages::earlier).toList());
        return render("table", values);
    }

    /** The page of one run. */
    String run(Validation validation, Masks masks) {
        return render("run", run(validation, History.of(validation.table()), masks));
    }

    private Map<String, Object> run(Validation validation, History history, Masks masks) {
        List<Check> checks = Check.of(validation, history, masks);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("table", validation.table());
        values.put("about", about(validation.table()));
        values.put("validation", validation);
        values.put("day", Figures.day(validation.run(), validation.time()));
        values.put("moment", Figures.moment(validation.time()));
        values.put(
                "rows",
                validation.rows().isPresent() ? Figures.count(validation.rows().getAsLong(), "row") : "");
        values.put("verdict", validation.verdict());
        values.put("counts", counts(History.Run.of(validation, masks)));
        values.put(
                "drift", validation.drift().stream().map(one -> one.line(masks)).toList());
        values.put("broken", checks.stream().filter(check -> !check.isPassed()).toList());
        values.put("passed", checks.stream().filter(Check::isPassed).toList());
        return values;
    }

    private static List<Chart> charts(History history) {
        List<History.Run> runs = history.runs();
        List<Chart> charts = new ArrayList<>();
        charts.add(Chart.of(
                Chart.LARGE,
                "Expectations that held",
                Chart.points(runs, run -> OptionalDouble.of(run.percent())),
                Figures::percent,
                80,
                100));
        List<Chart.Point> rows =
                Chart.points(runs, run -> run.rows() < 0 ? OptionalDouble.empty() : OptionalDouble.of(run.rows()));
        if (!rows.isEmpty()) {
            charts.add(Chart.of(Chart.LARGE, "Rows that were checked", rows, Figures::number, 0, 1));
        }
        return charts;
    }

    private Line line(History history) {
        History.Run latest = history.latest();
        List<Mark> trend = new ArrayList<>();
        for (History.Run run : history.newest(TREND)) {
            String title =
                    Figures.day(run.run(), run.time()) + ": " + run.verdict().words();
            trend.add(0, new Mark(run.verdict().sign(), title));
        }
        return new Line(
                history.table(),
                Names.of(history.table()),
                about(history.table()),
                latest,
                Figures.day(latest.run(), latest.time()),
                Figures.moment(latest.time()),
                trend);
    }

    private static Earlier earlier(History.Run run) {
        return new Earlier(
                Names.of(run.run()) + ".html",
                run.run(),
                Figures.day(run.run(), run.time()),
                Figures.moment(run.time()),
                run.verdict(),
                counts(run));
    }

    private static String counts(History.Run run) {
        List<String> said = new ArrayList<>();
        said.add(run.count(Verdict.PASSED) + " passed");
        if (run.count(Verdict.FAILED) > 0) {
            said.add(run.count(Verdict.FAILED) + " failed");
        }
        if (run.count(Verdict.WARNED) > 0) {
            said.add(Figures.count(run.count(Verdict.WARNED), "warning"));
        }
        if (run.count(Verdict.NOTED) > 0) {
            said.add(Figures.count(run.count(Verdict.NOTED), "note"));
        }
        return String.join(", ", said);
    }

    /** What the table is, in its contract's words. */
    private String about(String table) {
        if (table.startsWith("source.")) {
            return declarations
                    .source(table.substring("source.".length()))
                    .map(SourceContract::description)
                    .orElse("");
        }
        return declarations.table(table).map(TableContract::description).orElse("");
    }

    private static String group(String table) {
        String schema = table.contains(".") ? table.substring(0, table.indexOf('.')) : "";
        return GROUPS.containsKey(schema) ? schema : "";
    }

    private String render(String template, Map<String, Object> values) {
        StringWriter page = new StringWriter();
        try {
            engine.getTemplate(template).evaluate(page, values, Locale.ROOT);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return page.toString();
    }
}
