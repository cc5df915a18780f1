package cx.warehouse.quality;

import cx.warehouse.quality.suite.ExpectationResult;
import cx.warehouse.quality.suite.ResultFormat;
import cx.warehouse.quality.suite.ScanTuning;
import cx.warehouse.quality.suite.Suite;
import cx.warehouse.quality.suite.ValidationOptions;
import cx.warehouse.testing.SparkTest;
import java.time.Instant;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.util.LongAccumulator;

/** Base of tests of expectations, with suites written in one line with single quotes. */
public abstract class QualityTest extends SparkTest {

    /** Choices for frames of few rows, as most tests have them. */
    public static final ScanTuning SCANS =
            new ScanTuning(frame -> frame.coalesce(1), frame -> true, Dataset::collectAsList);

    public static final ValidationOptions OPTIONS = ValidationOptions.of(
                    "2026-03-14-assemble-1", Instant.parse("2026-03-15T02:00:00Z"))
            .with(SCANS);

    /** A suite of the given expectations: {@code "expect_column_to_exist", "'column': 'cost'"} and so on, in pairs. */
    public static Suite suite(String... typesAndArguments) {
        StringBuilder entries = new StringBuilder();
        for (int at = 0; at < typesAndArguments.length; at += 2) {
            entries.append(at == 0 ? "" : ",")
                    .append("{'type': '")
                    .append(typesAndArguments[at])
                    .append("', 'kwargs': {")
                    .append(typesAndArguments[at + 1])
                    .append("}}");
        }
        return read("{'name': 'orders', 'expectations': [" + entries + "]}");
    }

    public static Suite read(String json) {
        return Suite.read("orders.json", json.replace('\'', '"'));
    }

    /** The same rows; {@code read} counts each time that a row is read. */
    public static Dataset<Row> countReads(Dataset<Row> frame, LongAccumulator read) {
        return frame.map(
                (MapFunction<Row, Row>) row -> {
                    read.add(1);
                    return row;
                },
                Encoders.row(frame.schema()));
    }

    /** The result of one expectation in the format COMPLETE. */
    public static ExpectationResult result(Dataset<Row> frame, String type, String arguments) {
        return result(frame, type, arguments, SCANS);
    }

    /** The result of one expectation in the format COMPLETE, with scans as told. */
    public static ExpectationResult result(Dataset<Row> frame, String type, String arguments, ScanTuning scans) {
        ValidationOptions complete = OPTIONS.with(scans).with(ResultFormat.of(ResultFormat.Level.COMPLETE));
        return Validator.validate(frame, suite(type, arguments), complete)
                .results()
                .get(0);
    }

    /** The unexpected values of one expectation, as JSON. */
    public static String unexpectedValues(Dataset<Row> frame, String type, String arguments) {
        ExpectationResult result = result(frame, type, arguments);
        return result.fault()
                .map(Exception::getMessage)
                .orElseGet(() -> result.result().path("unexpected_list").toString());
    }

    /** Success and observed value of one expectation: {@code true 3}. */
    public static String observedValue(Dataset<Row> frame, String type, String arguments) {
        ExpectationResult result = result(frame, type, arguments);
        return result.fault()
                .map(Exception::getMessage)
                .orElseGet(() -> result.success() + " " + result.result().path("observed_value"));
    }
}
