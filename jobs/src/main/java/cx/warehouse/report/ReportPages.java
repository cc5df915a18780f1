package cx.warehouse.report;

import cx.warehouse.contract.Declarations;
import cx.warehouse.contract.SourceContract;
import cx.warehouse.contract.TableContract;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Renders the pages of the site as text. The same results give the same text. */
final class ReportPages {

    private static final int TREND = 10;
    private static final Map<String, String> GROUPS = new LinkedHashMap<>();

    static {
        GROUPS.put("mart", "Published tables");
        GROUPS.put("state", "State that one night keeps for the next");
        GROUPS.put("source", "Source tables, as delivered");
        GROUPS.put("", "Other tables");
    }

    private final Declarations declarations;
    private final PageTemplates templates = new PageTemplates();

    ReportPages(Declarations declarations) {
        this.declarations = declarations;
    }

    /** A line in the list of all tables. */
    record TableLine(
            String table,
            String folder,
            String about,
            TableHistory.TableRun latest,
            String day,
            String moment,
            List<RunMark> trend) {
        public ResultVerdict verdict() {
            return latest.verdict();
        }

        public String counts() {
            return ReportPages.counts(latest);
        }

        /** The marks in words: the number of runs by verdict. */
        public String trendLabel() {
            List<String> said = new ArrayList<>();
            for (ResultVerdict verdict : ResultVerdict.values()) {
                long count = trend.stream()
                        .filter(mark -> mark.sign().equals(verdict.sign()))
                        .count();
                if (count > 0) {
                    said.add(count + " " + verdict.words().toLowerCase(Locale.ROOT));
                }
            }
            return "Last " + DisplayFormats.count(trend.size(), "run") + ": " + String.join("; ", said);
        }
    }

    /** The number of tables with a verdict. */
    record VerdictCount(ResultVerdict verdict, long tables) {}

    /** A group of tables. */
    record TableGroup(String title, List<TableLine> lines) {}

    /** A run in a row of marks. */
    record RunMark(String sign, String title) {}

    /** A run in the list of a table's runs. */
    record EarlierRun(String page, String run, String day, String moment, ResultVerdict verdict, String counts) {}

    /** The first page with every table; tables that need attention come first. */
    String index(List<TableHistory> histories) {
        Map<String, List<TableLine>> lines = new LinkedHashMap<>();
        GROUPS.keySet().forEach(group -> lines.put(group, new ArrayList<>()));
        histories.stream()
                .sorted(Comparator.comparing(
                                (TableHistory history) -> history.latest().verdict())
                        .reversed()
                        .thenComparing(TableHistory::table))
                .forEach(history -> lines.get(group(history.table())).add(line(history)));
        List<TableGroup> groups = new ArrayList<>();
        lines.forEach((group, all) -> {
            if (!all.isEmpty()) {
                groups.add(new TableGroup(GROUPS.get(group), all));
            }
        });
        List<VerdictCount> counts = new ArrayList<>();
        for (ResultVerdict verdict :
                List.of(ResultVerdict.FAILED, ResultVerdict.WARNED, ResultVerdict.NOTED, ResultVerdict.PASSED)) {
            long count = histories.stream()
                    .filter(history -> history.latest().verdict() == verdict)
                    .count();
            if (count > 0) {
                counts.add(new VerdictCount(verdict, count));
            }
        }
        return templates.render("index", Map.of("groups", groups, "counts", counts, "tables", histories.size()));
    }

    /** A table's own page with its latest run in full, its charts and its earlier runs. */
    String table(TableValidation latest, TableHistory history, ValueMasking masks, int pages) {
        Map<String, Object> values = run(latest, history, masks);
        values.put("charts", charts(history));
        values.put(
                "earlier",
                history.newest(pages).stream().map(ReportPages::earlierRun).toList());
        return templates.render("table", values);
    }

    /** The page of one run. */
    String run(TableValidation validation, ValueMasking masks) {
        return templates.render("run", run(validation, TableHistory.of(validation.table()), masks));
    }

    private Map<String, Object> run(TableValidation validation, TableHistory history, ValueMasking masks) {
        List<ExpectationView> checks = ExpectationView.of(validation, history, masks);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("table", validation.table());
        values.put("about", about(validation.table()));
        values.put("validation", validation);
        values.put("day", DisplayFormats.day(validation.run(), validation.time()));
        values.put("moment", DisplayFormats.moment(validation.time()));
        values.put(
                "rows",
                validation.rows().isPresent()
                        ? DisplayFormats.count(validation.rows().getAsLong(), "row")
                        : "");
        values.put("verdict", validation.verdict());
        values.put("counts", counts(TableHistory.TableRun.of(validation, masks)));
        values.put(
                "drift",
                validation.drift().stream().map(one -> DriftLine.of(one, masks)).toList());
        values.put("broken", checks.stream().filter(check -> !check.isPassed()).toList());
        values.put("passed", checks.stream().filter(ExpectationView::isPassed).toList());
        return values;
    }

    private static List<TrendChart> charts(TableHistory history) {
        List<TableHistory.TableRun> runs = history.runs();
        List<TrendChart> charts = new ArrayList<>();
        charts.add(TrendChart.of(
                TrendChart.LARGE,
                "Expectations that held",
                TrendChart.points(runs, run -> OptionalDouble.of(run.percent())),
                DisplayFormats::percent,
                80,
                100));
        List<TrendChart.RunPoint> rows =
                TrendChart.points(runs, run -> run.rows() < 0 ? OptionalDouble.empty() : OptionalDouble.of(run.rows()));
        if (!rows.isEmpty()) {
            charts.add(TrendChart.of(TrendChart.LARGE, "Rows that were checked", rows, DisplayFormats::number, 0, 1));
        }
        return charts;
    }

    private TableLine line(TableHistory history) {
        TableHistory.TableRun latest = history.latest();
        List<RunMark> trend = new ArrayList<>();
        for (TableHistory.TableRun run : history.newest(TREND)) {
            String title = DisplayFormats.day(run.run(), run.time()) + ": "
                    + run.verdict().words();
            trend.add(0, new RunMark(run.verdict().sign(), title));
        }
        return new TableLine(
                history.table(),
                FileNames.of(history.table()),
                about(history.table()),
                latest,
                DisplayFormats.day(latest.run(), latest.time()),
                DisplayFormats.moment(latest.time()),
                trend);
    }

    private static EarlierRun earlierRun(TableHistory.TableRun run) {
        return new EarlierRun(
                FileNames.of(run.run()) + ".html",
                run.run(),
                DisplayFormats.day(run.run(), run.time()),
                DisplayFormats.moment(run.time()),
                run.verdict(),
                counts(run));
    }

    private static String counts(TableHistory.TableRun run) {
        List<String> said = new ArrayList<>();
        said.add(run.count(ResultVerdict.PASSED) + " passed");
        if (run.count(ResultVerdict.FAILED) > 0) {
            said.add(run.count(ResultVerdict.FAILED) + " failed");
        }
        if (run.count(ResultVerdict.WARNED) > 0) {
            said.add(DisplayFormats.count(run.count(ResultVerdict.WARNED), "warning"));
        }
        if (run.count(ResultVerdict.NOTED) > 0) {
            said.add(DisplayFormats.count(run.count(ResultVerdict.NOTED), "note"));
        }
        return String.join(", ", said);
    }

    /** The table's description from its contract; empty when it has none. */
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
}
