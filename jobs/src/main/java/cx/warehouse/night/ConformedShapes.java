package cx.warehouse.night;

import static java.util.stream.Collectors.toMap;

import cx.warehouse.conform.shape.ShapeMapper;
import cx.warehouse.conform.shape.SourceRowFilters;
import cx.warehouse.contract.SourceContract;
import cx.warehouse.contract.TableContract;
import cx.warehouse.experience.rebuild.Deliveries;
import cx.warehouse.experience.rebuild.SourceDays;
import cx.warehouse.tables.IcebergTables;
import cx.warehouse.tables.TableColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Computes the conformed shapes from the published source tables whenever they are read. */
final class ConformedShapes {

    private static final String SHAPES = "conformed.";

    private final Warehouse warehouse;
    private final IcebergTables tables;
    private final List<SourceContract> loaded;
    private final SourceDays newDates;

    private ConformedShapes(Warehouse warehouse, SourceDays newDates, List<SourceContract> loaded) {
        this.warehouse = warehouse;
        this.tables = warehouse.tables();
        this.newDates = newDates;
        this.loaded = loaded;
    }

    /**
     * Opens the shapes of the sources that have a table now.
     *
     * @param newDates delivery dates that no earlier night took in, by source
     */
    static ConformedShapes open(Warehouse warehouse, SourceDays newDates) {
        List<SourceContract> loaded = warehouse.declarations().sources().stream()
                .filter(contract -> warehouse.tables().exists(table(contract)))
                .toList();
        return new ConformedShapes(warehouse, newDates, loaded);
    }

    /** The loaded sources that fill each shape, in the order of their declarations. */
    Map<String, List<String>> sourcesByShape() {
        Map<String, List<String>> sources = new TreeMap<>();
        loaded.forEach(contract -> contract.conform().keySet().forEach(shape -> sources.computeIfAbsent(
                        shape, name -> new ArrayList<>())
                .add(contract.source())));
        return sources.entrySet().stream().collect(toMap(Map.Entry::getKey, entry -> List.copyOf(entry.getValue())));
    }

    /** The loaded sources of web events. */
    Set<String> webSources() {
        return loaded.stream()
                .filter(contract -> contract.family() == SourceContract.Family.WEB)
                .map(SourceContract::source)
                .collect(Collectors.toSet());
    }

    /**
     * The rows of some deliveries in one shape; an empty frame with its columns where no source fills it.
     *
     * @param columns the columns that are needed, none for all; shapes are wide, and a column that is not read costs
     *     nothing
     */
    Dataset<Row> rows(String shape, Deliveries which, String... columns) {
        TableContract contract = contract(shape, List.of(columns));
        return loaded.stream()
                .filter(source -> source.conform().containsKey(shape))
                .filter(source -> which.includes(source.source()))
                .filter(source -> which.age() != Deliveries.Age.NEW
                        || !newDates.days(source.source()).isEmpty())
                .map(source -> ShapeMapper.fillShape(
                        tables.read(table(source)).where(isSelected(source, which)),
                        source,
                        shape,
                        contract,
                        warehouse.references()))
                .reduce(Dataset::unionByName)
                .orElseGet(() -> warehouse
                        .engine()
                        .session()
                        .createDataFrame(List.of(), TableColumns.schema(contract(shape, List.of()))));
    }

    private Column isSelected(SourceContract source, Deliveries which) {
        Column isOfAge =
                switch (which.age()) {
                    case NEW -> SourceRowFilters.isDeliveredOn(newDates.days(source.source()));
                    case PRIOR -> SourceRowFilters.isNotDeliveredOn(newDates.days(source.source()));
                    case ANY -> SourceRowFilters.any();
                };
        return which.nearDays().isEmpty() ? isOfAge : isOfAge.and(SourceRowFilters.mayBeNear(source, which.nearDays()));
    }

    private TableContract contract(String shape, List<String> columns) {
        TableContract whole = warehouse.declarations().table(SHAPES + shape).orElseThrow();
        return columns.isEmpty()
                ? whole
                : whole.withColumns(whole.columns().stream()
                        .filter(column -> columns.contains(column.name()))
                        .toList());
    }

    private static String table(SourceContract contract) {
        return "source." + contract.source();
    }
}
