package cx.warehouse.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A line chart with a point for each run, ready to be drawn.
 *
 * @param label a description for screen readers
 * @param line the points in SVG's notation
 * @param dots the points with their titles
 * @param top the label of the upper edge
 * @param bottom the label of the lower edge
 * @param from the date of the first point
 * @param to the date of the last point
 */
record TrendChart(String label, String line, List<ChartDot> dots, String top, String bottom, String from, String to) {

    /** The width and height that all coordinates refer to. */
    record ChartSize(double width, double height, double margin) {}

    /** A point, the verdict of its run, and the text shown when pointed at. */
    record ChartDot(String x, String y, String sign, String title) {}

    /** The metric of one run. */
    record RunPoint(TableHistory.TableRun run, double metric) {}

    static final ChartSize LARGE = new ChartSize(320, 110, 8);
    static final ChartSize SMALL = new ChartSize(132, 28, 4);

    TrendChart {
        dots = List.copyOf(dots);
    }

    /**
     * Computes a chart.
     *
     * @param what the metric's name, for example {@code rows}
     * @param show formats a value of the metric
     * @param least the lower edge, unless a value is below it
     * @param most the upper edge, unless a value is above it
     */
    static TrendChart of(
            ChartSize frame,
            String what,
            List<RunPoint> points,
            DoubleFunction<String> show,
            double least,
            double most) {
        double low = Math.min(
                least, points.stream().mapToDouble(RunPoint::metric).min().orElse(least));
        double high = Math.max(
                most, points.stream().mapToDouble(RunPoint::metric).max().orElse(most));
        double span = high > low ? high - low : 1;
        double step = points.size() > 1 ? (frame.width() - 2 * frame.margin()) / (points.size() - 1) : 0;
        double first = points.size() > 1 ? frame.margin() : frame.width() / 2;
        List<ChartDot> dots = new ArrayList<>();
        for (int at = 0; at < points.size(); at++) {
            RunPoint point = points.get(at);
            double y = frame.margin() + (frame.height() - 2 * frame.margin()) * (high - point.metric()) / span;
            String title = day(point) + ": " + show.apply(point.metric());
            dots.add(new ChartDot(
                    coordinate(first + at * step),
                    coordinate(y),
                    point.run().verdict().sign(),
                    title));
        }
        String line = dots.stream().map(dot -> dot.x() + "," + dot.y()).collect(Collectors.joining(" "));
        return new TrendChart(
                label(what, points, show),
                line,
                dots,
                show.apply(high),
                show.apply(low),
                day(points.get(0)),
                day(points.get(points.size() - 1)));
    }

    /** The points of the runs that have the metric. */
    static List<RunPoint> points(
            List<TableHistory.TableRun> runs, Function<TableHistory.TableRun, OptionalDouble> figure) {
        List<RunPoint> points = new ArrayList<>();
        runs.forEach(run -> figure.apply(run).ifPresent(value -> points.add(new RunPoint(run, value))));
        return points;
    }

    private static String label(String what, List<RunPoint> points, DoubleFunction<String> show) {
        double least = points.stream().mapToDouble(RunPoint::metric).min().orElseThrow();
        double most = points.stream().mapToDouble(RunPoint::metric).max().orElseThrow();
        String runs = points.size() == 1 ? "the only run" : "the last " + points.size() + " runs";
        String between = least == most
                ? (points.size() == 1 ? show.apply(least) : "always " + show.apply(least))
                : show.apply(least) + " to " + show.apply(most) + ", last "
                        + show.apply(points.get(points.size() - 1).metric());
        return what + " in " + runs + ": " + between;
    }

    private static String day(RunPoint point) {
        return DisplayFormats.day(point.run().run(), point.run().time());
    }

    private static String coordinate(double coordinate) {
        return String.format(Locale.ROOT, "%.1f", coordinate);
    }
}
