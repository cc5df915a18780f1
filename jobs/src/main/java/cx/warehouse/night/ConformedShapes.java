package cx.warehouse.night;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import cx.warehouse.conform.shape.ShapeMapper;
import cx.warehouse.contract.SourceContract;
import cx.warehouse.contract.TableContract;
import cx.warehouse.ledger.Load;
import cx.warehouse.tables.IcebergTables;
import cx.warehouse.tables.TableColumns;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The conformed shapes, computed from the published source tables whenever they are wanted. */
final class ConformedShapes {

    private final Warehouse warehouse;
    private final IcebergTables tables;
    private final List<SourceContract> loaded;

    ConformedShapes(Warehouse warehouse) {
        this.warehouse = warehouse;
        this.tables = warehouse.tables();
        this.loaded = warehouse.declarations().sources().stream()
                .filter(contract -> tables.exists(table(contract)))
                .toList();
    }

    /** The sources that have been loaded and fill a shape. */
    List<SourceContract> sourcesFilling(String shape) {
        return loaded.stream()
                .filter(contract -> contract.conform().containsKey(shape))
                .toList();
    }

    /** All deliveries of all sources, in one shape. */
    Dataset<Row> all(String shape) {
        return sourcesFilling(shape).stream()
                .map(contract -> of(contract, shape, lit(true)))
                .reduce(Dataset::unionByName)
                .orElseGet(() -> emptyShape(shape));
    }

    /**
     * The rows of some loads, in one shape.
     *
     * @param columns the shape's columns that are wanted, none for all: shapes are wide, and what nobody asks for costs
     *     nothing
     */
    Dataset<Row> of(List<Load> loads, String shape, String... columns) {
        Map<String, List<LocalDate>> dates = deliveryDates(loads);
        return sourcesFilling(shape).stream()
                .filter(contract -> dates.containsKey(contract.source()))
                .map(contract -> of(contract, shape, isDelivered(dates.get(contract.source())), columns))
                .reduce(Dataset::unionByName)
                .orElseGet(() -> emptyShape(shape));
    }

    /** All deliveries but those of some loads, in one shape. */
    Dataset<Row> except(List<Load> loads, String shape) {
        Map<String, List<LocalDate>> dates = deliveryDates(loads);
        return sourcesFilling(shape).stream()
                .map(contract -> of(
                        contract,
                        shape,
                        dates.containsKey(contract.source())
                                ? not(isDelivered(dates.get(contract.source())))
                                : lit(true)))
                .reduce(Dataset::unionByName)
                .orElseGet(() -> emptyShape(shape));
    }

    /** One source in one shape. */
    Dataset<Row> of(SourceContract contract, String shape, Column where, String... columns) {
        TableContract whole = contract(shape);
        List<String> wanted = List.of(columns);
        TableContract asked = wanted.isEmpty()
                ? whole
                : whole.withColumns(whole.columns().stream()
                        .filter(column -> wanted.contains(column.name()))
                        .toList());
        return ShapeMapper.fillShape(
                tables.read(table(contract)).where(where), contract, shape, asked, warehouse.references());
    }

    /**
     * Which source rows may tell of these days or their neighbours: a net that is wider than the days, for files to be
     * passed over by what they say of themselves.
     */
    Column near(SourceContract contract, TreeSet<LocalDate> days) {
        if (contract.activity() == null || days.isEmpty()) {
            return lit(true);
        }
        boolean isDay = contract.column(contract.activity())
                .map(column -> column.type().toString().equals("date"))
                .orElse(false);
        Column activity = col(contract.activity());
        Column near = lit(false);
        LocalDate from = null;
        LocalDate to = null;
        for (LocalDate day : days) {
            if (to == null || day.isAfter(to.plusDays(1))) {
                near = from == null ? near : near.or(between(activity, isDay, from, to));
                from = day;
            }
            to = day;
        }
        return near.or(between(activity, isDay, from, to));
    }

    /** The rows of all sources that may tell of these days. */
    Dataset<Row> near(String shape, TreeSet<LocalDate> days) {
        return sourcesFilling(shape).stream()
                .map(contract -> of(contract, shape, near(contract, days)))
                .reduce(Dataset::unionByName)
                .orElseGet(() -> emptyShape(shape));
    }

    /** Does a source tell of visits? */
    boolean isWeb(String source) {
        return loaded.stream()
                .anyMatch(
                        contract -> contract.source().equals(source) && contract.family() == SourceContract.Family.WEB);
    }

    static Column isOn(String column, Collection<LocalDate> days) {
        return days.isEmpty() ? lit(false) : col(column).isin(days.toArray());
    }

    /** The days of a frame with one column of days; a few dozen at most. */
    static TreeSet<LocalDate> days(Dataset<Row> rows) {
        TreeSet<LocalDate> days = new TreeSet<>();
        rows.distinct()
                .select(col(rows.columns()[0]).cast("string"))
                .collectAsList()
                .forEach(row -> {
                    if (!row.isNullAt(0)) {
                        days.add(LocalDate.parse(row.getString(0)));
                    }
                });
        return days;
    }

    /** The delivery days of the rows that some loads brought, by source. */
    static Map<String, List<LocalDate>> deliveryDates(List<Load> loads) {
        Map<String, List<LocalDate>> dates = new TreeMap<>();
        loads.forEach(load -> dates.computeIfAbsent(load.source(), source -> new ArrayList<>())
                .add(load.businessDate()));
        return dates;
    }

    static Column isDelivered(List<LocalDate> dates) {
        return col("business_date").isin(dates.toArray());
    }

    private Dataset<Row> emptyShape(String shape) {
        return warehouse.engine().session().createDataFrame(List.of(), TableColumns.schema(contract(shape)));
    }

    private TableContract contract(String shape) {
        Optional<TableContract> contract = warehouse.declarations().table("conformed." + shape);
        return contract.orElseThrow();
    }

    private static Column between(Column activity, boolean isDay, LocalDate from, LocalDate to) {
        Column first = lit(from.minusDays(1)).cast(isDay ? "date" : "timestamp");
        Column last = lit(to.plusDays(2)).cast(isDay ? "date" : "timestamp");
        return activity.geq(first).and(activity.leq(last));
    }

    private static String table(SourceContract contract) {
        return "source." + contract.source();
    }
}
