package cx.warehouse.night;

import cx.warehouse.contract.Declarations;
import cx.warehouse.contract.TableContract;
import cx.warehouse.contract.TableRead;
import cx.warehouse.experience.IntermediateFrames;
import cx.warehouse.experience.RewrittenRows;
import cx.warehouse.experience.mart.CustomerExperience;
import cx.warehouse.experience.mart.MartInputs;
import cx.warehouse.experience.mart.Marts;
import cx.warehouse.experience.rebuild.Deliveries;
import cx.warehouse.experience.rebuild.NightContext;
import cx.warehouse.experience.rebuild.NightTables;
import cx.warehouse.experience.rebuild.RebuildDays;
import java.time.LocalDate;
import java.util.SortedSet;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The inputs of one table in one load: staged rows where there are some, else published ones. */
final class NightMartInputs implements MartInputs {

    private final NightContext night;
    private final Declarations declarations;
    private final TableContract table;
    private final RebuildDays rebuilt;
    private final MartDays days;
    private final Dataset<Row> prior;
    private final ReferenceFrames references;

    private NightMartInputs(
            NightContext night,
            Declarations declarations,
            TableContract table,
            RebuildDays rebuilt,
            MartDays days,
            Dataset<Row> prior,
            ReferenceFrames references) {
        this.night = night;
        this.references = references;
        this.declarations = declarations;
        this.table = table;
        this.rebuilt = rebuilt;
        this.days = days;
        this.prior = prior;
    }

    /**
     * Opens the inputs of a table, and its published rows.
     *
     * @param rebuilt the days that are built
     */
    static NightMartInputs open(
            NightContext night,
            Declarations declarations,
            TableContract table,
            RebuildDays rebuilt,
            MartDays days,
            ReferenceFrames references) {
        Dataset<Row> prior = night.tables().published(table.table());
        return new NightMartInputs(night, declarations, table, rebuilt, days, prior, references);
    }

    @Override
    public Dataset<Row> read(String name) {
        TableRead read = find(name);
        NightTables tables = night.tables();
        if (read.reach() instanceof TableRead.Days reach && !rebuilt.isAll()) {
            RebuildDays around =
                    rebuilt.widen(Marts.firstDayRead(table.name(), reach.from(), night.settings()), reach.to());
            Dataset<Row> rows = read.isShape()
                    ? tables.shape(read.view(), deliveriesNear(around, read.view(), reach.column()))
                    : storedRows(read);
            return around.only(reach.column(), rows);
        }
        return read.isShape() ? tables.shape(read.view(), Deliveries.ALL) : storedRows(read);
    }

    @Override
    public Dataset<Row> delivered(String name) {
        return night.tables().shape(find(name).view(), Deliveries.NEW);
    }

    @Override
    public boolean isReplaced(String name) {
        return night.deliveries().replace(find(name).view());
    }

    @Override
    public Dataset<Row> accounts() {
        return references.accounts();
    }

    @Override
    public Dataset<Row> campaignMap() {
        return references.campaignMap();
    }

    @Override
    public Dataset<Row> published(String name) {
        TableRead read = find(name);
        return read.isShape()
                ? night.tables().shape(read.view(), Deliveries.PRIOR)
                : stored(read, night.tables()::published);
    }

    @Override
    public RewrittenRows rewrittenRows(String name) {
        return night.tables().rewrittenRows(find(name).table());
    }

    @Override
    public Dataset<Row> prior() {
        return prior;
    }

    @Override
    public boolean isFirstBuild() {
        return days.isFirstBuild(table);
    }

    @Override
    public Dataset<Row> dailyRates() {
        return references.dailyRates();
    }

    @Override
    public SortedSet<LocalDate> changedDays() {
        return days.changedDays(table);
    }

    @Override
    public LocalDate businessDate() {
        return night.deliveries().businessDate();
    }

    @Override
    public IntermediateFrames frames() {
        return night.tables().frames();
    }

    /** The deliveries that may hold rows of some days: all of them unless the days are those of the sources' activity. */
    private Deliveries deliveriesNear(RebuildDays days, String shape, String column) {
        return declarations.sources().stream().allMatch(source -> source.isActivityDay(shape, column))
                ? Deliveries.near(days.days())
                : Deliveries.ALL;
    }

    private Dataset<Row> storedRows(TableRead read) {
        return stored(read, night.tables()::current);
    }

    private static Dataset<Row> stored(TableRead read, Function<String, Dataset<Row>> tables) {
        return read.isCurrentView()
                ? CustomerExperience.rows(
                        tables.apply(TableRead.FACT), tables.apply(TableRead.CUSTOMERS), tables.apply(TableRead.COSTS))
                : tables.apply(read.table());
    }

    private TableRead find(String name) {
        return table.build()
                .read(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Cannot read " + name + " for " + table.table() + ": add it to build.reads"));
    }
}
