package cx.warehouse.night;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import cx.warehouse.experience.CountedFrame;
import cx.warehouse.experience.IntermediateFrames;
import cx.warehouse.experience.RewrittenRows;
import cx.warehouse.experience.rebuild.Deliveries;
import cx.warehouse.experience.rebuild.NightContext;
import cx.warehouse.experience.rebuild.NightDeliveries;
import cx.warehouse.experience.rebuild.NightTables;
import cx.warehouse.experience.rebuild.SourceDays;
import cx.warehouse.ledger.Load;
import cx.warehouse.spark.SparkEngine;
import cx.warehouse.spark.Tuning;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The tables that one load reads: published Iceberg tables, tables it staged itself, and shapes computed from source
 * tables.
 */
final class WarehouseTables implements NightTables {

    /** Shapes with few rows a delivery, of which several tables of a load need the same rows. */
    private static final Set<String> COMPUTED_ONCE = Set.of("spend", "post_metric", "partner_action");

    private final StagedTables staging;
    private final ConformedShapes conformed;
    private final IntermediateFrames frames;
    private final Map<ShapeRows, Dataset<Row>> computed = new ConcurrentHashMap<>();

    /** A selection of the rows of a shape. */
    private record ShapeRows(String shape, Deliveries which) {}

    private WarehouseTables(StagedTables staging, ConformedShapes conformed, IntermediateFrames frames) {
        this.staging = staging;
        this.conformed = conformed;
        this.frames = frames;
    }

    /**
     * The context of the night that one load builds.
     *
     * @param pending source loads that no night has taken in yet
     */
    static NightContext context(Warehouse warehouse, StagedTables staging, List<Load> pending, LocalDate date) {
        SourceDays newDates = deliveryDates(pending, load -> true);
        ConformedShapes conformed = ConformedShapes.open(warehouse, newDates);
        SparkEngine engine = warehouse.engine();
        return new NightContext(
                new WarehouseTables(
                        staging,
                        conformed,
                        new IntermediateFrames(
                                rows -> engine.materialize(rows, CountedFrame::new),
                                engine::materializeOnUse,
                                engine.isBroadcasting() ? Tuning.BROADCAST_ROWS : 0)),
                new NightDeliveries(
                        date,
                        conformed.sourcesByShape(),
                        conformed.webSources(),
                        newDates,
                        deliveryDates(
                                pending, load -> warehouse.ledger().isAssembled(load.source(), load.businessDate())),
                        deliveryDates(
                                        pending,
                                        load -> warehouse.ledger().isAssembledAfter(load.source(), load.businessDate()))
                                .sources()),
                BusinessSettings.of(warehouse));
    }

    private static SourceDays deliveryDates(List<Load> loads, Predicate<Load> isWanted) {
        return SourceDays.of(loads.stream()
                .filter(isWanted)
                .collect(groupingBy(Load::source, mapping(Load::businessDate, toSet()))));
    }

    @Override
    public Dataset<Row> published(String table) {
        return staging.readPublished(table);
    }

    @Override
    public Dataset<Row> current(String table) {
        return staging.read(table);
    }

    @Override
    public CountedFrame currentWithCount(String table) {
        return new CountedFrame(staging.read(table), staging.rowCount(table));
    }

    @Override
    public RewrittenRows rewrittenRows(String table) {
        return staging.rewrittenRows(table);
    }

    @Override
    public Set<String> partitions(String table) {
        return staging.partitions(table);
    }

    @Override
    public Dataset<Row> shape(String shape, Deliveries which, String... columns) {
        if (!COMPUTED_ONCE.contains(shape)) {
            return conformed.rows(shape, which, columns);
        }
        Dataset<Row> rows = computed.computeIfAbsent(
                new ShapeRows(shape, which), key -> frames.materializeOnUse(conformed.rows(shape, which)));
        return columns.length == 0 ? rows : rows.selectExpr(columns);
    }

    @Override
    public IntermediateFrames frames() {
        return frames;
    }
}
