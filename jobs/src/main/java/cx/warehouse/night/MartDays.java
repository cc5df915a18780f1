package cx.warehouse.night;

import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;

import cx.warehouse.contract.Declarations;
import cx.warehouse.contract.TableBuild;
import cx.warehouse.contract.TableContract;
import cx.warehouse.contract.TableRead;
import cx.warehouse.experience.mart.Marts;
import cx.warehouse.tables.TableFingerprint;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Finds the days of declared tables that a load has to build: those on which it changed what the tables read. */
final class MartDays {

    private final Declarations declarations;
    private final NightContext tonight;
    private final StagedTables staging;
    private final Map<String, String> builds;
    private final Map<String, Collection<LocalDate>> written = new ConcurrentHashMap<>();

    MartDays(Warehouse warehouse, NightContext tonight) {
        this.declarations = warehouse.declarations();
        this.tonight = tonight;
        this.staging = tonight.stagedTables();
        this.builds = warehouse.ledger().builds();
    }

    /** All days of a table that was never built, or whose declaration changed since. */
    RebuildDays of(TableContract table) {
        if (isNew(table)) {
            return RebuildDays.ALL;
        }
        TableBuild build = table.build();
        if (build.isWhole()) {
            return isChanged(table) ? RebuildDays.ALL : RebuildDays.NONE;
        }
        TreeSet<LocalDate> days = new TreeSet<>(affectedDays(table));
        for (TableRead read : build.reads()) {
            if (read.reach() instanceof TableRead.Days reach) {
                days.addAll(RebuildDays.of(written(read, reach.column()))
                        .widen(-reach.to(), -reach.from())
                        .days());
                if (read.isShape() && tonight.replacesDelivery(read.view())) {
                    // a day that the former delivery named and this one does not has to go too
                    days.addAll(ConformedShapes.days(
                            staging.readPublished(table.table()).select(build.by())));
                }
            }
        }
        return RebuildDays.of(days);
    }

    /** The days on which the load changed the inputs of a table; all their days where the table is new. */
    TreeSet<LocalDate> changedDays(TableContract table) {
        TreeSet<LocalDate> days = new TreeSet<>();
        for (TableRead read : table.build().reads()) {
            if (read.reach() instanceof TableRead.Days reach) {
                days.addAll(
                        isNew(table)
                                ? ConformedShapes.days(rows(read).select(reach.column()))
                                : written(read, reach.column()));
            }
        }
        return days;
    }

    private boolean isNew(TableContract table) {
        return !MartDeclarations.digest(table).equals(builds.get(table.table()));
    }

    private boolean isChanged(TableContract table) {
        TableBuild build = table.build();
        return build.reads().isEmpty()
                || build.reads().stream()
                        .anyMatch(read -> !(read.reach() instanceof TableRead.Lookup)
                                && (read.isShape() ? tonight.brings(read.view()) : staging.isStaged(stored(read))))
                || !affectedDays(table).isEmpty();
    }

    private TreeSet<LocalDate> affectedDays(TableContract table) {
        return Marts.affectedDays(table.name())
                .map(hook -> ConformedShapes.days(
                        hook.days(new NightMartInputs(tonight, declarations, table, RebuildDays.ALL, this))))
                .orElseGet(TreeSet::new);
    }

    private Dataset<Row> rows(TableRead read) {
        return read.isShape() ? tonight.conformedShapes().all(read.view()) : staging.read(stored(read));
    }

    private String stored(TableRead read) {
        return declarations.input(read).orElseThrow().table();
    }

    /** The days on which this load changed an input. */
    private Collection<LocalDate> written(TableRead read, String column) {
        return written.computeIfAbsent(read.name() + " " + column, key -> findWritten(read, column));
    }

    private Collection<LocalDate> findWritten(TableRead read, String column) {
        if (read.isShape()) {
            return ConformedShapes.days(tonight.conformedShapes().of(tonight.pending(), read.view(), column));
        }
        TableContract table = declarations.input(read).orElseThrow();
        if (!staging.isStaged(table.table())) {
            return new TreeSet<>();
        }
        boolean isWhole = table.declaredBuild()
                .map(TableBuild::isWhole)
                .orElse(table.partition().isEmpty());
        return isWhole || !table.partition().get(0).equals(column)
                ? changedDays(table.table(), column)
                : staging.daysWritten(table.table());
    }

    /** The days whose rows differ between the published and the staged table. */
    private TreeSet<LocalDate> changedDays(String table, String column) {
        Dataset<Row> before = digests(staging.readPublished(table), column, "before");
        Dataset<Row> now = digests(staging.read(table), column, "now");
        return ConformedShapes.days(before.join(now, before.col("before_day").eqNullSafe(now.col("now_day")), "full")
                .where(not(col("before_digest").eqNullSafe(col("now_digest"))))
                .selectExpr("coalesce(before_day, now_day)"));
    }

    private static Dataset<Row> digests(Dataset<Row> rows, String column, String side) {
        Column digest = TableFingerprint.rowHash(rows.schema());
        return rows.groupBy(col(column).as(side + "_day"))
                .agg(
                        count(lit(1)).as("row_count"),
                        sum(digest.cast("decimal(38,0)")).as("hash_sum"),
                        bit_xor(digest).as("hash_xor"))
                .selectExpr(side + "_day", "struct(row_count, hash_sum, hash_xor) as " + side + "_digest");
    }
}
