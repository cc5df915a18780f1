package cx.warehouse.quality.scan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import cx.warehouse.quality.check.CheckPlan;
import cx.warehouse.quality.check.FrameCheck;
import cx.warehouse.quality.check.Judgement;
import cx.warehouse.quality.frame.EvaluationAttempt;
import cx.warehouse.quality.frame.JsonValues;
import cx.warehouse.quality.suite.ExpectationFault;
import cx.warehouse.quality.suite.ResultFormat;
import cx.warehouse.quality.suite.ScanTuning;
import cx.warehouse.quality.suite.SuiteJson;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Runs a query that a suite contains; every row of its result is unexpected. */
final class BatchQuery {

    private static final AtomicLong VIEWS = new AtomicLong();

    private BatchQuery() {}

    /**
     * Runs the query on the frame's own session, with the frame as {@code {batch}}. It fetches rows up to the list's
     * limit, and counts with a second query only if there are more.
     */
    static EvaluationAttempt<Judgement> run(
            Dataset<Row> frame, FrameCheck.Query query, CheckPlan plan, ScanTuning scans) {
        int most = plan.mostValues();
        String view = "validated_batch_" + VIEWS.incrementAndGet();
        return EvaluationAttempt.of(() -> {
            if (!query.sql().contains("{batch}")) {
                throw new ExpectationFault("`unexpected_rows_query` does not ask {batch}");
            }
            frame.createOrReplaceTempView(view);
            try {
                Dataset<Row> unexpected = frame.sparkSession().sql(query.sql().replace("{batch}", view));
                List<Row> first = scans.collect().apply(unexpected.limit(most + 1));
                long count = first.size() <= most ? first.size() : unexpected.count();
                return judge(count, first.subList(0, Math.min(most, first.size())), plan.format());
            } finally {
                frame.sparkSession().catalog().dropTempView(view);
            }
        });
    }

    private static Judgement judge(long count, List<Row> rows, ResultFormat format) {
        ArrayNode list = SuiteJson.list();
        rows.forEach(row -> list.add(JsonValues.toJsonObject(row)));
        Judgement judgement =
                Judgement.ofObserved(count == 0, count + (count == 1 ? " unexpected row" : " unexpected rows"));
        if (format.has(ResultFormat.Extra.NO_VALUES)) {
            return judgement;
        }
        judgement.addDetail("unexpected_rows", list);
        return rows.size() < count ? judgement.endListsAt(rows.size()) : judgement;
    }
}
