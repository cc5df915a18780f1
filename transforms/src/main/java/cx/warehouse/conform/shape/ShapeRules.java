package cx.warehouse.conform.shape;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;

import cx.warehouse.conform.type.SourceSchema;
import cx.warehouse.contract.ColumnType;
import cx.warehouse.contract.DeclarationProblem;
import cx.warehouse.contract.Declarations;
import cx.warehouse.contract.Mapping;
import cx.warehouse.contract.SourceContract;
import cx.warehouse.contract.SpellingGuess;
import cx.warehouse.contract.TableContract;
import cx.warehouse.contract.TableContract.TableColumn;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;

/** Checks declarations with Spark: expressions must be SQL over existing columns, and types must exist. */
public final class ShapeRules {
    private static final int SHOWN = 80;

    private final SparkSession spark;
    private final Declarations declarations;
    private final List<DeclarationProblem> problems = new ArrayList<>();

    private ShapeRules(SparkSession spark, Declarations declarations) {
        this.spark = spark;
        this.declarations = declarations;
    }

    /**
     * Has Spark analyse every expression that fills a shape, without running a query.
     *
     * @return every fault, by document; empty if there is none
     */
    public static List<DeclarationProblem> problems(SparkSession spark, Declarations declarations) {
        List<DeclarationProblem> types = checkTypes(declarations);
        return !types.isEmpty()
                ? types
                : declarations.sources().parallelStream()
                        .flatMap(contract -> problems(spark, declarations, contract).stream())
                        .toList();
    }

    /** Finds columns of tables with unknown types; this needs no Spark session. */
    public static List<DeclarationProblem> checkTypes(Declarations declarations) {
        ShapeRules rules = new ShapeRules(null, declarations);
        declarations.tables().forEach(rules::checkTypes);
        return rules.problems;
    }

    private static List<DeclarationProblem> problems(
            SparkSession spark, Declarations declarations, SourceContract contract) {
        ShapeRules rules = new ShapeRules(spark, declarations);
        rules.checkSource(contract);
        return rules.problems;
    }

    private void checkTypes(TableContract table) {
        for (TableColumn column : table.columns()) {
            if (refusal(() -> DataType.fromDDL(column.type()), List.of()) != null) {
                problems.add(new DeclarationProblem(
                        declarations.paths().get(table.table()),
                        "columns." + column.name() + ".type",
                        "`" + column.type() + "` is no type of Spark SQL"
                                + SpellingGuess.hint(column.type(), ColumnType.WORDS)));
            }
        }
    }

    /** Checks all expressions at once; if that fails, checks each alone to report every fault. */
    private void checkSource(SourceContract contract) {
        Dataset<Row> known = ShapeMapper.emptyRows(spark, contract);
        if (refusal(() -> checkTogether(known, contract), List.of()) != null) {
            contract.conform().forEach((shape, mappings) -> checkShape(known, contract, shape, mappings));
        }
    }

    private void checkTogether(Dataset<Row> known, SourceContract contract) {
        List<Column> flat = new ArrayList<>(List.of(col(SourceSchema.LOAD_ID)));
        contract.conform().forEach((shape, mappings) -> {
            for (Mapping mapping : mappings) {
                List<Column> all =
                        mapping.unnestAs() == null ? flat : new ArrayList<>(List.of(col(SourceSchema.LOAD_ID)));
                mapping.columns().forEach((name, said) -> all.add(castValue(said, name, table(shape))));
                Dataset<Row> rows = mapping.unnestAs() == null ? known : unnest(known, mapping);
                if (mapping.where() != null) {
                    rows.where(expr(mapping.where()));
                }
                if (mapping.unnestAs() != null) {
                    rows.select(all.toArray(Column[]::new));
                }
            }
        });
        known.select(flat.toArray(Column[]::new));
    }

    private void checkShape(Dataset<Row> known, SourceContract contract, String shape, List<Mapping> mappings) {
        int before = problems.size();
        for (int index = 0; index < mappings.size(); index++) {
            String key = "conform." + shape + (mappings.size() == 1 ? "" : "." + (index + 1));
            checkMapping(known, contract, key, mappings.get(index), table(shape));
        }
        if (problems.size() == before) {
            String reason = refusal(() -> ShapeMapper.fillShape(known, mappings, contract, table(shape)), List.of());
            if (reason != null) {
                addFault(contract, "conform." + shape, reason);
            }
        }
    }

    private void checkMapping(
            Dataset<Row> known, SourceContract contract, String key, Mapping mapping, TableContract table) {
        Dataset<Row> rows = known;
        if (mapping.unnestAs() != null) {
            String reason = refusal(() -> unnest(known, mapping), List.of(known.columns()));
            if (reason != null) {
                addFault(contract, key + ".unnest", quote(mapping.unnestOf()) + reason);
                return;
            }
            rows = unnest(known, mapping);
        }
        Dataset<Row> seen = rows;
        if (mapping.where() != null) {
            checkExpression(contract, key + ".where", mapping.where(), seen, () -> seen.where(expr(mapping.where())));
        }
        mapping.columns()
                .forEach((name, said) -> checkExpression(
                        contract,
                        key + "." + name,
                        said,
                        seen,
                        () -> seen.select(col(SourceSchema.LOAD_ID), castValue(said, name, table))));
    }

    private void checkExpression(
            SourceContract contract, String key, String said, Dataset<Row> rows, Runnable understood) {
        String reason = refusal(understood, List.of(rows.columns()));
        if (reason != null) {
            addFault(contract, key, quote(said) + reason);
        }
    }

    private void addFault(SourceContract contract, String key, String message) {
        problems.add(new DeclarationProblem(declarations.paths().get(contract.source()), key, message));
    }

    private TableContract table(String shape) {
        return declarations.table("conformed." + shape).orElseThrow();
    }

    private static Dataset<Row> unnest(Dataset<Row> rows, Mapping mapping) {
        return rows.withColumn(mapping.unnestAs(), explode(expr(mapping.unnestOf())));
    }

    private static Column castValue(String said, String name, TableContract table) {
        String type = table.column(name).orElseThrow().type();
        return expr(said).try_cast(type).as(name);
    }

    /** Spark's reason for refusing a query, in one line; null if it accepts the query. */
    private static String refusal(Runnable understood, List<String> columns) {
        try {
            understood.run();
            return null;
        } catch (Exception e) {
            // Spark throws this checked exception without declaring it
            if (e instanceof AnalysisException refused) {
                return reason(refused, columns);
            }
            throw e;
        }
    }

    private static String reason(AnalysisException refused, List<String> columns) {
        String condition = String.valueOf(refused.getCondition());
        String named = refused.getMessageParameters().getOrDefault("objectName", "");
        String plain = named.replace("`", "");
        if (condition.startsWith("UNRESOLVED_COLUMN")
                && !SpellingGuess.hint(plain, columns).isEmpty()) {
            return "no column " + named + SpellingGuess.hint(plain, columns);
        }
        String first = refused.getMessage().strip().lines().findFirst().orElse("");
        return first.replaceFirst("^\\[[\\w.]+\\] ", "").replaceFirst("( on search path .*|\\.? SQLSTATE: .*)$", "");
    }

    private static String quote(String said) {
        String line = said.strip().replaceAll("\\s+", " ");
        return "`" + (line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line) + "`: ";
    }
}
