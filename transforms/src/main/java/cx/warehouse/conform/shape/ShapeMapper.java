package cx.warehouse.conform.shape;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import cx.warehouse.conform.type.ReferenceData;
import cx.warehouse.conform.type.ReferenceData.Account;
import cx.warehouse.conform.type.SourceSchema;
import cx.warehouse.contract.ColumnType.Kind;
import cx.warehouse.contract.Mapping;
import cx.warehouse.contract.SourceContract;
import cx.warehouse.contract.TableContract;
import cx.warehouse.contract.TableContract.TableColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Maps the typed rows of a source to the conformed shapes by the expressions of its contract. */
public final class ShapeMapper {
    private static final List<String> CARRIED = List.of(
            SourceSchema.BUSINESS_DATE, SourceSchema.SOURCE_FILE, SourceSchema.SOURCE_LINE, SourceSchema.LOAD_ID);
    private static final Set<String> KEYS = Set.of("interaction_key", "record_key");
    private static final String ACCOUNT = "account";
    private static final String ACCOUNT_TYPE = "struct<account_id:string,time_zone:string,currency:string,name:string>";
    private static final String FILLED = "filled";

    private ShapeMapper() {}

    /**
     * Fills one shape from one source in one scan, whatever the number of mappings in the contract.
     *
     * <p>Expressions see the source's columns and the struct {@code account} (account_id, time_zone, currency, name). A
     * value that does not fit its column's type becomes null. If the contract does not map {@code interaction_key} or
     * {@code record_key}, it gets the parts of the contract's key joined by {@code |}.
     *
     * @param rows typed rows of the source, see {@code SourceReader.schema()}
     * @param shape name of the shape without its schema: {@code interaction}
     * @param table contract of the shape
     * @return one row per source row, mapping and unnested element, with exactly the columns of {@code table}
     * @throws IllegalArgumentException if the contract does not fill that shape
     */
    public static Dataset<Row> fillShape(
            Dataset<Row> rows, SourceContract contract, String shape, TableContract table, ReferenceData references) {
        List<Mapping> mappings = contract.conform().get(shape);
        if (mappings == null) {
            throw new IllegalArgumentException(
                    "Cannot fill " + shape + ": " + contract.source() + " has no map for it");
        }
        return fillShape(rows.withColumn(ACCOUNT, account(contract, references)), mappings, contract, table);
    }

    /** An empty frame with every column that the contract's expressions can use. */
    static Dataset<Row> emptyRows(SparkSession spark, SourceContract contract) {
        StructType known = SourceSchema.schema(contract).add(ACCOUNT, DataType.fromDDL(ACCOUNT_TYPE));
        return spark.createDataFrame(List.of(), known);
    }

    /** @param known rows that already have the struct {@code account} */
    static Dataset<Row> fillShape(
            Dataset<Row> known, List<Mapping> mappings, SourceContract contract, TableContract table) {
        if (mappings.size() == 1) {
            return mapOne(known, mappings.get(0), contract, table);
        }
        boolean isNested = mappings.stream().anyMatch(mapping -> mapping.unnestAs() != null);
        if (isNested) {
            return mappings.stream()
                    .map(mapping -> mapOne(known, mapping, contract, table))
                    .reduce(Dataset::unionByName)
                    .orElseThrow();
        }
        return mapSeveral(known, mappings, contract, table);
    }

    private static Dataset<Row> mapOne(
            Dataset<Row> rows, Mapping mapping, SourceContract contract, TableContract table) {
        Dataset<Row> nested = mapping.unnestAs() == null
                ? rows
                : rows.withColumn(mapping.unnestAs(), explode(expr(mapping.unnestOf())));
        Dataset<Row> meant = mapping.where() == null ? nested : nested.where(expr(mapping.where()));
        return meant.select(columns(mapping, contract, table, true).toArray(Column[]::new));
    }

    private static Dataset<Row> mapSeveral(
            Dataset<Row> rows, List<Mapping> mappings, SourceContract contract, TableContract table) {
        List<Column> filled = new ArrayList<>();
        for (Mapping mapping : mappings) {
            Column one = struct(columns(mapping, contract, table, false).toArray(Column[]::new));
            filled.add(mapping.where() == null ? one : when(expr(mapping.where()), one));
        }
        List<Column> carried = new ArrayList<>();
        carried.add(explode(array_compact(array(filled.toArray(Column[]::new)))).as(FILLED));
        CARRIED.forEach(name -> carried.add(col(name)));
        Column[] wanted = table.columnNames().stream()
                .map(name -> CARRIED.contains(name)
                        ? col(name)
                        : col(FILLED + "." + name).as(name))
                .toArray(Column[]::new);
        return rows.select(carried.toArray(Column[]::new)).select(wanted);
    }

    private static List<Column> columns(
            Mapping mapping, SourceContract contract, TableContract table, boolean isWithCarried) {
        Map<String, String> said = mapping.columns();
        List<Column> columns = new ArrayList<>();
        for (TableColumn column : table.columns()) {
            String name = column.name();
            if (!CARRIED.contains(name)) {
                columns.add(expression(said.get(name), name, contract)
                        .try_cast(column.type())
                        .as(name));
            } else if (isWithCarried) {
                columns.add(col(name));
            }
        }
        return columns;
    }

    private static Column expression(String said, String name, SourceContract contract) {
        if (said != null) {
            return expr(said);
        }
        if (name.equals("source")) {
            return lit(contract.source());
        }
        return KEYS.contains(name) ? key(contract) : lit(null);
    }

    private static Column key(SourceContract contract) {
        Column[] parts = contract.key().stream()
                .map(name -> coalesce(part(name, contract), lit("")))
                .toArray(Column[]::new);
        return parts.length == 1 ? parts[0] : concat_ws("|", parts);
    }

    /**
     * One part of the key as text. A timestamp becomes its microseconds, because they do not depend on the session's
     * time zone.
     */
    private static Column part(String name, SourceContract contract) {
        boolean isInstant = contract.column(name)
                .filter(column -> column.type().kind() == Kind.TIMESTAMP)
                .isPresent();
        return (isInstant ? unix_micros(col(name)) : col(name)).cast("string");
    }

    /** The account of a row, found in a map literal because accounts are few; null if the row's account is unknown. */
    private static Column account(SourceContract contract, ReferenceData references) {
        List<Column> entries = new ArrayList<>();
        for (Account account : references.accounts(contract.vendor())) {
            entries.add(lit(account.accountId()));
            entries.add(struct(
                    lit(account.accountId()).as("account_id"),
                    lit(account.timeZone().getId()).as("time_zone"),
                    lit(account.currency()).cast("string").as("currency"),
                    lit(account.accountName()).as("name")));
        }
        return entries.isEmpty()
                ? lit(null).cast(ACCOUNT_TYPE)
                : map(entries.toArray(Column[]::new)).getItem(col(contract.accountColumn()));
    }
}
