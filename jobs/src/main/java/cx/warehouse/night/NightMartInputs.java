package cx.warehouse.night;

import cx.warehouse.contract.Declarations;
import cx.warehouse.contract.TableContract;
import cx.warehouse.contract.TableRead;
import cx.warehouse.experience.mart.MartInputs;
import java.time.LocalDate;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The inputs of one table in one load: staged rows where there are some, else published ones. */
final class NightMartInputs implements MartInputs {

    private final NightContext tonight;
    private final Declarations declarations;
    private final TableContract table;
    private final RebuildDays rebuilt;
    private final MartDays days;
    private final Dataset<Row> prior;

    NightMartInputs(
            NightContext tonight, Declarations declarations, TableContract table, RebuildDays rebuilt, MartDays days) {
        this.tonight = tonight;
        this.declarations = declarations;
        this.table = table;
        this.rebuilt = rebuilt;
        this.days = days;
        this.prior = tonight.stagedTables().readPublished(table.table());
    }

    @Override
    public Dataset<Row> read(String name) {
        TableRead read = find(name);
        ConformedShapes shapes = tonight.conformedShapes();
        if (read.reach() instanceof TableRead.Days reach && !rebuilt.isAll()) {
            RebuildDays around = rebuilt.widen(reach.from(), reach.to());
            Dataset<Row> rows = read.isShape() ? shapes.near(read.view(), new TreeSet<>(around.days())) : stored(read);
            return around.only(reach.column(), rows);
        }
        return read.isShape() ? shapes.all(read.view()) : stored(read);
    }

    @Override
    public Dataset<Row> published(String name) {
        TableRead read = find(name);
        return read.isShape()
                ? tonight.conformedShapes().except(tonight.pending(), read.view())
                : tonight.stagedTables()
                        .readPublished(declarations.input(read).orElseThrow().table());
    }

    @Override
    public Dataset<Row> prior() {
        return prior;
    }

    @Override
    public Dataset<Row> dailyRates() {
        return tonight.rates();
    }

    @Override
    public SortedSet<LocalDate> changedDays() {
        return days.changedDays(table);
    }

    @Override
    public LocalDate businessDate() {
        return tonight.date();
    }

    @Override
    public Dataset<Row> materialize(Dataset<Row> rows) {
        return tonight.stagedTables().materialize(rows);
    }

    private Dataset<Row> stored(TableRead read) {
        return tonight.stagedTables()
                .read(declarations.input(read).orElseThrow().table());
    }

    private TableRead find(String name) {
        return table.build()
                .read(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Cannot read " + name + " for " + table.table() + ": add it to build.reads"));
    }
}
