package cx.warehouse.night;

import cx.warehouse.contract.Declarations;
import cx.warehouse.contract.TableBuild;
import cx.warehouse.contract.TableContract;
import cx.warehouse.contract.TableRead;
import cx.warehouse.experience.CalendarDays;
import cx.warehouse.experience.RewrittenRows;
import cx.warehouse.experience.dimension.DimCustomer;
import cx.warehouse.experience.mart.Marts;
import cx.warehouse.experience.rebuild.Deliveries;
import cx.warehouse.experience.rebuild.NightContext;
import cx.warehouse.experience.rebuild.RebuildDays;
import cx.warehouse.tables.ChangedDays;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Finds the days of declared tables that a load must rebuild: the days on which it changed their inputs. */
final class MartDays {

    /** The column of days of {@link TableRead#COSTS}. */
    private static final String SPEND_DATE = "spend_date";

    private final Declarations declarations;
    private final NightContext night;
    private final ReferenceFrames references;
    private final StagedTables staging;
    private final Warehouse warehouse;
    private final Map<String, String> builds;
    private final Map<String, Collection<LocalDate>> written = new ConcurrentHashMap<>();

    /** @param builds by table, the digest of the declaration that built its published rows */
    MartDays(
            Declarations declarations,
            StagedTables staging,
            NightContext night,
            ReferenceFrames references,
            Warehouse warehouse,
            Map<String, String> builds) {
        this.declarations = declarations;
        this.warehouse = warehouse;
        this.night = night;
        this.references = references;
        this.staging = staging;
        this.builds = builds;
    }

    /** All days of a table that was never built, or whose declaration changed since. */
    RebuildDays of(TableContract table) {
        if (isFirstBuild(table)) {
            return RebuildDays.ALL;
        }
        TableBuild build = table.build();
        if (build.isWhole()) {
            return isChanged(table) ? RebuildDays.ALL : RebuildDays.NONE;
        }
        TreeSet<LocalDate> days = new TreeSet<>(affectedDays(table));
        for (TableRead read : build.reads()) {
            if (read.reach() instanceof TableRead.Days reach) {
                days.addAll(RebuildDays.of(writtenDays(read, reach.column()))
                        .widen(-reach.to(), -Marts.firstDayRead(table.name(), reach.from(), night.settings()))
                        .days());
                if (read.isShape() && night.deliveries().replace(read.view())) {
                    // a day that only the replaced delivery had must go, too
                    days.addAll(
                            CalendarDays.of(staging.readPublished(table.table()).select(build.by())));
                }
            }
        }
        return wholePeriods(RebuildDays.of(days), build);
    }

    private static RebuildDays wholePeriods(RebuildDays days, TableBuild build) {
        return switch (build.by()) {
            case TableBuild.WEEK -> days.wholeWeeks();
            case TableBuild.MONTH -> days.wholeMonths();
            default -> days;
        };
    }

    /** The days on which the load changed the inputs of a table; all their days where the table is new. */
    TreeSet<LocalDate> changedDays(TableContract table) {
        TreeSet<LocalDate> days = new TreeSet<>();
        for (TableRead read : table.build().reads()) {
            if (read.reach() instanceof TableRead.Days reach) {
                days.addAll(
                        isFirstBuild(table)
                                ? CalendarDays.of(rows(read).select(reach.column()))
                                : writtenDays(read, reach.column()));
            }
        }
        return days;
    }

    /** True for a table that was never built, or whose declaration changed since. */
    boolean isFirstBuild(TableContract table) {
        return !MartDeclarations.digest(table, warehouse).equals(builds.get(table.table()));
    }

    private boolean isChanged(TableContract table) {
        TableBuild build = table.build();
        return build.reads().isEmpty()
                || build.reads().stream()
                        .anyMatch(read -> !(read.reach() instanceof TableRead.Lookup)
                                && (read.isShape()
                                        ? night.deliveries().bring(read.view())
                                        : read.inputs().stream().anyMatch(staging::isStaged)))
                || !affectedDays(table).isEmpty();
    }

    private TreeSet<LocalDate> affectedDays(TableContract table) {
        return Marts.affectedDays(table.name())
                .map(hook -> CalendarDays.of(hook.days(
                        NightMartInputs.open(night, declarations, table, RebuildDays.ALL, this, references),
                        night.settings())))
                .orElseGet(TreeSet::new);
    }

    private Dataset<Row> rows(TableRead read) {
        return read.isShape()
                ? night.tables().shape(read.view(), Deliveries.ALL)
                : staging.read(read.inputs().get(0));
    }

    /** The days on which this load changed an input. */
    private Collection<LocalDate> writtenDays(TableRead read, String column) {
        return written.computeIfAbsent(read.name() + " " + column, key -> findWritten(read, column));
    }

    private Collection<LocalDate> findWritten(TableRead read, String column) {
        if (read.isShape()) {
            return CalendarDays.of(night.tables().shape(read.view(), Deliveries.NEW, column));
        }
        TreeSet<LocalDate> days =
                new TreeSet<>(writtenDays(declarations.input(read).orElseThrow(), column));
        if (read.isCurrentView() && staging.isStaged(TableRead.CUSTOMERS)) {
            days.addAll(daysOfRedirectedKeys(column));
        }
        if (read.isCurrentView()) {
            // the day of a cost is that of the account's zone, the day of a visit that of the reporting zone
            days.addAll(RebuildDays.of(
                            writtenDays(declarations.table(TableRead.COSTS).orElseThrow(), SPEND_DATE))
                    .widen(-1, 1)
                    .days());
        }
        return days;
    }

    /** The days with rows of a customer key that leads to another person since this load. */
    private TreeSet<LocalDate> daysOfRedirectedKeys(String column) {
        RewrittenRows customers = staging.rewrittenRows(TableRead.CUSTOMERS);
        Optional<Dataset<Row>> keys =
                night.tables().materializeIfAny(DimCustomer.redirectedKeys(customers.before(), customers.now()));
        return keys.map(redirected -> CalendarDays.of(staging.read(TableRead.FACT)
                        .join(redirected, new String[] {"customer_key"}, "left_semi")
                        .select(column)))
                .orElseGet(TreeSet::new);
    }

    private Collection<LocalDate> writtenDays(TableContract table, String column) {
        if (!staging.isStaged(table.table())) {
            return new TreeSet<>();
        }
        return table.partition().isEmpty() || !table.partition().get(0).equals(column)
                ? ChangedDays.between(staging.readPublished(table.table()), staging.read(table.table()), column)
                        .days()
                : staging.daysWritten(table.table()).days();
    }
}
