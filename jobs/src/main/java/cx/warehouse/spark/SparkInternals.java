package cx.warehouse.spark;

import java.math.BigInteger;
import java.util.regex.Pattern;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.CallMethodViaReflection;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.ExecutableDuringAnalysis;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ParsedStatement;
import org.apache.spark.sql.catalyst.plans.logical.ScriptTransformation;
import org.apache.spark.sql.execution.CommandExecutionMode;
import org.apache.spark.sql.execution.command.ExplainCommand;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import org.apache.spark.sql.execution.datasources.SparkExpressionConverter;
import org.apache.spark.sql.internal.SessionState;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Adapts classes of Spark's planner that are not part of its public API. Each method says why no public API serves. An
 * upgrade of Spark may change them.
 */
final class SparkInternals {

    /** Statements that are no commands to Spark: {@code call}, {@code execute immediate}, {@code begin ... end}. */
    private static final Pattern STATEMENT = Pattern.compile("Call|Execute|Compound");

    private SparkInternals() {}

    /**
     * A new session with a copy of the settings and views of another. The public {@code newSession} copies no settings,
     * so catalog and operator's properties would be lost.
     */
    static SparkSession cloneSession(SparkSession session) {
        return ((org.apache.spark.sql.classic.SparkSession) session).cloneSession();
    }

    /**
     * The same rows, planned and run by another session. In the public API, a frame stays in the session that made it.
     */
    static Dataset<Row> moveTo(SparkSession session, Dataset<Row> rows) {
        return org.apache.spark.sql.classic.Dataset.ofRows(
                (org.apache.spark.sql.classic.SparkSession) session,
                rows.queryExecution().analyzed());
    }

    /**
     * Estimated bytes of a frame, after filters reached its inputs. The public API has no estimate of sizes, only text
     * in {@code explain}.
     */
    static BigInteger optimizedBytes(Dataset<Row> rows) {
        return rows.queryExecution().optimizedPlan().stats().sizeInBytes().bigInteger();
    }

    /**
     * Whether a frame reads files that no table describes. The public {@code inputFiles} would list the files of tables
     * too, and plan the whole query for it.
     */
    static boolean isReadFromFiles(Dataset<Row> rows) {
        return CollectionConverters.asJava(rows.queryExecution().analyzed().collectLeaves()).stream()
                .anyMatch(LogicalRelation.class::isInstance);
    }

    /**
     * Whether a text is one query, or a statement that only shows something, and runs no program and no method of Java.
     * The public API runs every statement that it parses.
     *
     * @throws AnalysisException when the text cannot be parsed, or names something that does not exist
     */
    static boolean isQuery(SparkSession session, String text) throws AnalysisException {
        SessionState state = ((org.apache.spark.sql.classic.SparkSession) session).sessionState();
        LogicalPlan parsed = state.sqlParser().parsePlan(text);
        String name = parsed.getClass().getSimpleName();
        if (name.startsWith("Show") || name.startsWith("Describe") || parsed instanceof ExplainCommand) {
            return true;
        }
        // some statements run while they are analyzed, so they must be known before
        return isQuery(parsed)
                && isQuery(
                        state.executePlan(parsed, CommandExecutionMode.SKIP()).analyzed());
    }

    private static boolean isQuery(LogicalPlan plan) {
        return !(plan instanceof Command)
                && !(plan instanceof ParsedStatement)
                && !(plan instanceof ExecutableDuringAnalysis)
                && !STATEMENT.matcher(plan.getClass().getSimpleName()).find()
                && !(plan instanceof ScriptTransformation)
                && CollectionConverters.asJava(plan.expressions()).stream().allMatch(SparkInternals::isHarmless)
                && CollectionConverters.asJava(plan.children()).stream().allMatch(SparkInternals::isQuery);
    }

    private static boolean isHarmless(org.apache.spark.sql.catalyst.expressions.Expression expression) {
        return !(expression instanceof CallMethodViaReflection)
                && (!(expression instanceof SubqueryExpression subquery) || isQuery(subquery.plan()))
                && CollectionConverters.asJava(expression.children()).stream().allMatch(SparkInternals::isHarmless);
    }

    /**
     * The rows of a frame as Spark computes them. The public API copies every row into objects of Java first. It hands
     * such rows to a data source alone, and Iceberg's source commits what it writes.
     */
    static JavaRDD<InternalRow> internalRows(Dataset<Row> rows) {
        return rows.queryExecution().toRdd().toJavaRDD();
    }

    /**
     * A condition on columns as Iceberg evaluates it. The public API converts conditions only inside of reads and
     * writes.
     */
    static Expression icebergCondition(SparkSession session, StructType columns, Column condition) {
        Dataset<Row> none = session.createDataFrame(
                JavaSparkContext.fromSparkContext(session.sparkContext()).emptyRDD(), columns);
        LogicalPlan plan = none.where(condition).queryExecution().optimizedPlan();
        if (plan instanceof Filter filter) {
            return SparkExpressionConverter.convertToIcebergExpression(filter.condition());
        }
        return plan instanceof LocalRelation ? Expressions.alwaysFalse() : Expressions.alwaysTrue();
    }
}
