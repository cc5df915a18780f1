package cx.warehouse.spark;

import java.math.BigInteger;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import org.apache.spark.sql.execution.datasources.SparkExpressionConverter;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Adapts classes of Spark's planner that are not part of its public API. Each method says why no public API serves. An
 * upgrade of Spark may change them.
 */
final class SparkInternals {

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
