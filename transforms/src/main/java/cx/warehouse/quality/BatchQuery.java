package cx.warehouse.quality;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A query of a suite's own over the frame: every row it gives is an unexpected one. */
final class BatchQuery {

    private static final AtomicLong VIEWS = new AtomicLong();

    private BatchQuery() {}

    /**
     * Runs the query on the frame's own session, with the frame as {@code {batch}}. Its rows are fetched up to
     * the list's limit; only when there are more is it run once again to count them.
     */
    static Attempt<Judgement> run(Dataset<Row> frame, Check.Query query, Plan plan) {
        int most = plan.mostValues();
        String view = "validated_batch_" + VIEWS.incrementAndGet();
        return Attempt.of(() -> {
            if (!query.sql().contains("{batch}")) {
                throw new ExpectationFault("`unexpected_rows_query` does not ask {batch}");
            }
            frame.createOrReplaceTempView(view);
            try {
                Dataset<Row> unexpected = frame.sparkSession().sql(query.sql().replace("{batch}", view));
                List<Row> first = unexpected.limit(most + 1).collectAsList();
                long count = first.size() <= most ? first.size() : unexpected.count();
                return judged(count, first.subList(0, Math.min(most, first.size())), plan.format());
            } finally {
                frame.sparkSession().catalog().dropTempView(view);
            }
        });
    }

    private static Judgement judged(long count, List<Row> rows, ResultFormat format) {
        ArrayNode list = Json.list();
        rows.forEach(row -> list.add(Values.record(row)));
        Judgement judgement =
                Judgement.observed(count == 0, count + (count == 1 ? " unexpected row" : " unexpected rows"));
        if (format.has(ResultFormat.Extra.NO_VALUES)) {
            return judgement;
        }
        judgement.detail("unexpected_rows", list);
        return rows.size() < count ? judgement.endsAt(rows.size()) : judgement;
    }
}
