package cx.warehouse.contract;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Checks that the builds of all tables fit the tables and shapes they read, and that no table is built from itself. */
final class BuildRules {

    private static final String ONLY_DATES =
            "; only a date tells days: name a date column, or cast it in the query that makes it";

    private final Map<String, TableContract> tables;
    private final Map<String, String> paths;
    private final List<DeclarationProblem> problems;

    private BuildRules(List<TableContract> tables, Map<String, String> paths, List<DeclarationProblem> problems) {
        this.tables = tables.stream().collect(Collectors.toMap(TableContract::table, Function.identity()));
        this.paths = paths;
        this.problems = problems;
    }

    /** Adds every fault of every build to {@code problems}. */
    static void check(List<TableContract> tables, Map<String, String> paths, List<DeclarationProblem> problems) {
        BuildRules rules = new BuildRules(tables, paths, problems);
        for (TableContract table : tables) {
            table.declaredBuild().ifPresent(build -> rules.check(table, build));
        }
        for (TableContract table : tables) {
            rules.checkCircle(table, new LinkedHashSet<>());
        }
    }

    private void check(TableContract table, TableBuild build) {
        if (!table.table().startsWith("mart.")) {
            fault(
                    table,
                    "build",
                    "only tables of `mart` are built by a declaration; name the table `mart.<name>`,"
                            + " or leave `build` out");
        }
        if (!build.isWhole()) {
            checkDays(table, build);
        }
        build.reads().forEach(read -> checkRead(table, read));
    }

    private void checkDays(TableContract table, TableBuild build) {
        Optional<TableContract.TableColumn> day = table.column(build.by());
        if (day.isEmpty()) {
            List<String> words = new ArrayList<>(table.columnNames());
            words.add(TableBuild.WHOLE);
            fault(
                    table,
                    "build.by",
                    "neither `" + TableBuild.WHOLE + "` nor a column: `" + build.by() + "`"
                            + SpellingGuess.hint(build.by(), words));
            return;
        }
        if (!day.get().type().equals("date")) {
            fault(table, "build.by", "`" + build.by() + "` is a " + day.get().type() + ONLY_DATES);
        }
        if (table.partition().isEmpty() || !table.partition().get(0).equals(build.by())) {
            fault(
                    table,
                    "build.by",
                    "days are replaced by their files: write `partition: [" + build.by() + "]`, or `by: "
                            + TableBuild.WHOLE + "`");
        }
        if (build.reads().stream().noneMatch(read -> read.reach() instanceof TableRead.Days)) {
            fault(
                    table,
                    "build.reads",
                    "no input tells which days to build: name the day of one, such as {day: event_date}, or write `by: "
                            + TableBuild.WHOLE + "`");
        }
    }

    private void checkRead(TableContract table, TableRead read) {
        String key = "build.reads." + read.name();
        Optional<TableContract> input =
                Optional.ofNullable(tables.get(read.inputs().get(0)));
        if (input.isEmpty()) {
            List<String> readable = readable(table);
            String sameView = readable.stream()
                    .filter(name -> name.endsWith("." + read.view()))
                    .findFirst()
                    .orElse(read.name());
            fault(table, key, "no such table or shape" + SpellingGuess.hint(sameView, readable));
            return;
        }
        if (read.reach() instanceof TableRead.Days days) {
            Optional<TableContract.TableColumn> column = input.get().column(days.column());
            if (column.isEmpty()) {
                fault(
                        table,
                        key + ".day",
                        "`" + read.name() + "` has no column `" + days.column() + "`"
                                + SpellingGuess.hint(days.column(), input.get().columnNames()));
            } else if (!column.get().type().equals("date")) {
                fault(
                        table,
                        key + ".day",
                        "`" + days.column() + "` is a " + column.get().type() + ONLY_DATES);
            }
        }
    }

    private List<String> readable(TableContract reader) {
        return tables.values().stream()
                .filter(table -> table != reader)
                .map(table -> table.table().startsWith("mart.") ? table.name() : table.table())
                .toList();
    }

    /** Reports a circle once, at the first of its tables by name. */
    private void checkCircle(TableContract table, Set<String> path) {
        if (!path.add(table.table())) {
            List<String> circle = new ArrayList<>(path);
            circle = circle.subList(circle.indexOf(table.table()), circle.size());
            if (circle.stream()
                            .sorted()
                            .findFirst()
                            .orElseThrow()
                            .equals(path.iterator().next())
                    && circle.get(0).equals(path.iterator().next())) {
                fault(
                        table,
                        "build.reads",
                        "a circle is a fault of the declaration: " + String.join(" reads ", circle) + " reads "
                                + table.table() + "; take one of these reads out");
            }
            return;
        }
        table.declaredBuild().ifPresent(build -> build.reads().stream()
                .flatMap(read -> read.inputs().stream())
                .map(tables::get)
                .filter(Objects::nonNull)
                .forEach(input -> checkCircle(input, path)));
        path.remove(table.table());
    }

    private void fault(TableContract table, String key, String message) {
        problems.add(new DeclarationProblem(paths.get(table.table()), key, message));
    }
}
