package cx.warehouse.night;

import cx.warehouse.contract.Declarations;
import cx.warehouse.contract.TableBuild;
import cx.warehouse.contract.TableContract;
import cx.warehouse.contract.TableRead;
import cx.warehouse.experience.mart.MartSql;
import cx.warehouse.experience.mart.Marts;
import cx.warehouse.experience.rebuild.NightContext;
import cx.warehouse.experience.rebuild.RebuildDays;
import cx.warehouse.files.Fault;
import cx.warehouse.spark.ParallelTasks;
import cx.warehouse.tables.TableColumns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** Builds the declared tables of one load: in the order of their reads, for the days that the load changed. */
final class MartBuilder {

    /** Number of differences in a message. */
    private static final int TOLD_DIFFERENCES = 10;

    private final Warehouse warehouse;
    private final Declarations declarations;
    private final NightContext night;
    private final ReferenceFrames references;
    private final StagedTables staging;
    private final MartDays days;

    /** Tables that are not built yet in this load, by name. */
    private final Map<String, TableContract> waiting = new TreeMap<>();

    private MartBuilder(
            Warehouse warehouse, StagedTables staging, NightContext night, ReferenceFrames references, MartDays days) {
        this.warehouse = warehouse;
        this.declarations = warehouse.declarations();
        this.night = night;
        this.references = references;
        this.staging = staging;
        this.days = days;
        MartDeclarations.declaredTables(declarations).forEach(table -> waiting.put(table.table(), table));
    }

    /**
     * Opens the builder of one load. Reads from the database which declarations earlier loads built.
     *
     * @param references the reference files
     */
    static MartBuilder open(Warehouse warehouse, StagedTables staging, NightContext night, ReferenceFrames references) {
        MartDays days = new MartDays(
                warehouse.declarations(),
                staging,
                night,
                references,
                warehouse,
                warehouse.ledger().builds());
        return new MartBuilder(warehouse, staging, night, references, days);
    }

    /**
     * Builds every remaining table, except those that read a table of {@code unstaged}, directly or through another
     * table.
     *
     * @param unstaged tables that steps of this load stage later
     */
    void build(Set<String> unstaged) {
        List<TableContract> next = MartDeclarations.readyTables(declarations, waiting.values(), unstaged);
        while (!next.isEmpty()) {
            next.forEach(table -> waiting.remove(table.table()));
            List<Runnable> tasks = new ArrayList<>();
            next.forEach(table -> tasks.add(() -> buildOrRefuse(table)));
            ParallelTasks.run(tasks);
            next = MartDeclarations.readyTables(declarations, waiting.values(), unstaged);
        }
    }

    /** Builds one table; a fault of a user's own table refuses that table alone. */
    private void buildOrRefuse(TableContract table) {
        Optional<String> refusedInput = MartDeclarations.inputs(table).stream()
                .filter(staging::isRefused)
                .findFirst();
        if (refusedInput.isPresent()) {
            refuse(table, "build.reads", "reads " + refusedInput.get() + ", which is refused");
            return;
        }
        try {
            build(table);
        } catch (Throwable e) { // Spark throws checked exceptions undeclared
            Fault fault = Fault.of(e);
            boolean isOfTable = fault == null || fault.kind() == Fault.Kind.REFUSED;
            if (!declarations.isUserTable(table.table()) || !isOfTable || e instanceof Error) {
                throw e;
            }
            refuse(table, "build.sql", MartProblems.message(e, table.build()));
        }
    }

    private void refuse(TableContract table, String key, String why) {
        staging.refuse(table.table(), declarations.paths().get(table.table()) + ": " + key + ": " + why);
    }

    private void build(TableContract table) {
        TableBuild build = table.build();
        if (!isAnyInputThere(build)) {
            staging.noteBuilt(table);
            return;
        }
        RebuildDays rebuilt = days.of(table);
        if (!rebuilt.isEmpty()) {
            NightMartInputs inputs = NightMartInputs.open(night, declarations, table, rebuilt, days, references);
            stage(table, inputs, rebuilt);
            requireBalance(table, inputs, rebuilt);
        }
        staging.noteBuilt(table);
    }

    /** @throws Fault REFUSED when the rows of the rebuilt days do not add up to their inputs */
    private void requireBalance(TableContract table, NightMartInputs inputs, RebuildDays rebuilt) {
        Optional<Marts.BalanceCheck> check =
                Marts.balanceCheck(table.name()).filter(found -> staging.isStaged(table.table()));
        if (check.isPresent()) {
            List<String> differences = check.get()
                    .differences(inputs, rebuilt.only(table.build().by(), staging.read(table.table())))
                    .as(Encoders.STRING())
                    .takeAsList(TOLD_DIFFERENCES);
            if (!differences.isEmpty()) {
                throw new Fault(
                        Fault.Kind.REFUSED,
                        table.table() + " does not add up to its sources: " + String.join("; ", differences));
            }
        }
    }

    private void stage(TableContract table, NightMartInputs inputs, RebuildDays rebuilt) {
        Optional<Marts.KeyedFunction> ofKeys = Marts.keyedFunction(table.name());
        if (ofKeys.isPresent() && !inputs.isFirstBuild() && !staging.isComputedWhole(table.table())) {
            staging.stageChangedKeys(table.table(), ofKeys.get().rows(inputs, night.settings()));
            return;
        }
        TableBuild build = table.build();
        Dataset<Row> rows = rows(table, inputs);
        if (build.isWhole() && table.partitionDay().isPresent()) {
            staging.stageChangedDays(table.table(), rows);
        } else if (build.isCompared() && !staging.isComputedWhole(table.table())) {
            staging.stageChangedDays(table.table(), rebuilt.only(build.by(), rows), rebuilt.isIn(build.by()));
        } else if (rows != inputs.prior()) {
            staging.stage(
                    table.table(), build.isWhole() ? rows : rebuilt.only(build.by(), rows), rebuilt.isIn(build.by()));
        }
    }

    private Dataset<Row> rows(TableContract table, NightMartInputs inputs) {
        TableBuild build = table.build();
        if (!build.hasSql()) {
            return Marts.function(table.name()).orElseThrow().rows(inputs, night.settings());
        }
        Map<String, Dataset<Row>> views = new HashMap<>();
        build.reads().forEach(read -> views.put(read.view(), inputs.read(read.name())));
        Dataset<Row> rows = MartSql.rows(warehouse.engine().session(), build.sql(), views);
        List<String> problems = TableColumns.problems(rows.schema(), table);
        if (!problems.isEmpty()) {
            throw new Fault(Fault.Kind.REFUSED, String.join("; ", problems));
        }
        return rows;
    }

    /** A table without any existing input has no rows; it is built with its first input. */
    private boolean isAnyInputThere(TableBuild build) {
        return build.reads().isEmpty()
                || build.reads().stream()
                        .filter(read -> isOnlyLookups(build) || !(read.reach() instanceof TableRead.Lookup))
                        .anyMatch(read -> read.isShape()
                                ? !night.deliveries().sources(read.view()).isEmpty()
                                : isThere(declarations.input(read).orElseThrow().table()));
    }

    private static boolean isOnlyLookups(TableBuild build) {
        return build.reads().stream().allMatch(read -> read.reach() instanceof TableRead.Lookup);
    }

    private boolean isThere(String table) {
        return staging.isStaged(table) || warehouse.tables().exists(table);
    }
}
