package cx.warehouse.night;

import cx.warehouse.contract.TableContract;
import cx.warehouse.files.Fault;
import cx.warehouse.spark.FrameSize;
import cx.warehouse.spark.SharedQueries;
import cx.warehouse.spark.Tuning;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Checks the tables that a load staged against their suites. */
final class CheckStep {

    private static final String MART = "mart.";

    private final Warehouse warehouse;
    private final StagedTables staging;
    private final String loadId;
    private final LocalDate date;

    CheckStep(Warehouse warehouse, StagedTables staging, String loadId, LocalDate date) {
        this.warehouse = warehouse;
        this.staging = staging;
        this.loadId = loadId;
        this.date = date;
    }

    /** @throws Fault REFUSED when a suite refuses a table of the project; a user's own table is refused alone */
    void run() {
        Map<String, String> refusals = refusals();
        boolean isProjectRefused = refusals.keySet().stream()
                .anyMatch(table -> !warehouse.declarations().isUserTable(table));
        if (isProjectRefused) {
            throw new Fault(
                    Fault.Kind.REFUSED, loadId + " refused by its checks: " + String.join("; ", refusals.values()));
        }
        refuseUserTables(refusals);
    }

    /** By refused table, the reason. */
    private Map<String, String> refusals() {
        Map<String, String> refusals = new ConcurrentSkipListMap<>();
        List<String> asked = warehouse.declarations().tables().stream()
                .map(TableContract::table)
                .filter(table -> table.startsWith(MART))
                .map(table -> table.substring(MART.length()))
                .filter(table -> warehouse.suites().isQueried(table))
                .toList();
        asked.forEach(name -> warehouse.engine().registerView(name, staging.read(MART + name)));
        List<SharedQueries.Participant<Boolean>> checks = staging.snapshots().keySet().stream()
                .filter(warehouse.suites()::hasSuite)
                .map(table -> check(table, refusals))
                .toList();
        try {
            SharedQueries.run(Tuning.PARALLEL_TASKS, checks);
        } finally {
            asked.forEach(warehouse.engine()::dropView);
        }
        return refusals;
    }

    private SharedQueries.Participant<Boolean> check(String table, Map<String, String> refusals) {
        Dataset<Row> rows = warehouse.engine().routeToCheck(staging.readWritten(table));
        return new SharedQueries.Participant<>(FrameSize.isShared(rows), queries -> {
            Optional<String> refusal = hasDays(table)
                    ? warehouse.suites().checkDays(table, rows, loadId, date, queries)
                    : warehouse.suites().check(table, rows, loadId, date, List.of(), queries);
            refusal.ifPresent(why -> refusals.put(table, why));
            return refusal.isEmpty();
        });
    }

    /** Takes tables that users added out of the load when their suites refuse them, and the tables that read them. */
    private void refuseUserTables(Map<String, String> refusals) {
        for (TableContract table : MartDeclarations.inOrderOfReads(warehouse.declarations())) {
            String name = table.table();
            String path = warehouse.declarations().paths().get(name);
            if (refusals.containsKey(name)) {
                staging.refuse(name, path + ": " + refusals.get(name));
            } else if (!staging.isRefused(name)) {
                MartDeclarations.inputs(table).stream()
                        .filter(staging::isRefused)
                        .findFirst()
                        .ifPresent(input ->
                                staging.refuse(name, path + ": build.reads: reads " + input + ", which is refused"));
            }
        }
    }

    private boolean hasDays(String table) {
        return warehouse
                .declarations()
                .table(table)
                .filter(contract -> !contract.partition().isEmpty())
                .isPresent();
    }
}
