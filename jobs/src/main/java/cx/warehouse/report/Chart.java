package cx.warehouse.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A line of figures, a point a run, ready to be drawn.
 *
 * @param label what a reader who does not see it is told
 * @param line the points as SVG wants them
 * @param top the word for the upper edge
 * @param bottom the word for the lower edge
 */
record Chart(String label, String line, List<Dot> dots, String top, String bottom, String from, String to) {

    /** The width and height that all coordinates are for. */
    record Frame(double width, double height, double margin) {}

    /** A point, how its run came out, and what it says when pointed at. */
    record Dot(String x, String y, String sign, String title) {}

    /** A figure of one run. */
    record Point(History.Run run, double figure) {}

    static final Frame LARGE = new Frame(320, 110, 8);
    static final Frame SMALL = new Frame(132, 28, 4);

    Chart {
        dots = List.copyOf(dots);
    }

    /**
     * Draws a line.
     *
     * @param what the figure's name, as in {@code rows}
     * @param show the figure in words
     * @param least the lower edge, unless a figure lies below it
     * @param most the upper edge, unless a figure lies above it
     */
    static Chart of(
            Frame frame, String what, List<Point> points, DoubleFunction<String> show, double least, double most) {
        double low =
                Math.min(least, points.stream().mapToDouble(Point::figure).min().orElse(least));
        double high =
                Math.max(most, points.stream().mapToDouble(Point::figure).max().orElse(most));
        double span = high > low ? high - low : 1;
        double step = points.size() > 1 ? (frame.width() - 2 * frame.margin()) / (points.size() - 1) : 0;
        double first = points.size() > 1 ? frame.margin() : frame.width() / 2;
        List<Dot> dots = new ArrayList<>();
        for (int at = 0; at < points.size(); at++) {
            Point point = points.get(at);
            double y = frame.margin() + (frame.height() - 2 * frame.margin()) * (high - point.figure()) / span;
            String title = day(point) + ": " + show.apply(point.figure());
            dots.add(new Dot(
                    place(first + at * step), place(y), point.run().verdict().sign(), title));
        }
        String line = dots.stream().map(dot -> dot.x() + "," + dot.y()).collect(Collectors.joining(" "));
        return new Chart(
                label(what, points, show),
                line,
                dots,
                show.apply(high),
                show.apply(low),
                day(points.get(0)),
                day(points.get(points.size() - 1)));
    }

    /** The points of the runs that have a figure. */
    static List<Point> points(List<History.Run> runs, Function<History.Run, OptionalDouble> figure) {
        List<Point> points = new ArrayList<>();
        runs.forEach(run -> figure.apply(run).ifPresent(value -> points.add(new Point(run, value))));
        return points;
    }

    private static String label(String what, List<Point> points, DoubleFunction<String> show) {
        double least = points.stream().mapToDouble(Point::figure).min().orElseThrow();
        double most = points.stream().mapToDouble(Point::figure).max().orElseThrow();
        String runs = points.size() == 1 ? "the only run" : "the last " + points.size() + " runs";
        String between = least == most
                ? (points.size() == 1 ? show.apply(least) : "always " + show.apply(least))
                : show.apply(least) + " to " + show.apply(most) + ", last "
                        + show.apply(points.get(points.size() - 1).figure());
        return what + " in " + runs + ": " + between;
    }

    private static String day(Point point) {
        return Figures.day(point.run().run(), point.run().time());
    }

    private static String place(double coordinate) {
        return String.format(Locale.ROOT, "%.1f", coordinate);
    }
}
