package cx.warehouse.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import cx.warehouse.ledger.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Makes outages happen where that is possible, and looks at the fault that each becomes. */
class OutageTest {

    private static final Path FULL = Path.of("/dev/full");

    static boolean hasFullDevice() {
        return Files.exists(FULL);
    }

    @Test
    @EnabledIf("hasFullDevice")
    void aFullDiskIsRecognized() {
        Throwable thrown = catchThrowable(() -> Files.writeString(FULL, "a"));
        assertThat(Outage.findIn(new IllegalStateException(thrown))).contains(Outage.DISK_FULL);
        Fault fault = Fault.of(new Fault(Fault.Kind.INFRASTRUCTURE, "Cannot write /data/cx/a.parquet", thrown));
        assertThat(fault.kind()).isEqualTo(Fault.Kind.INFRASTRUCTURE);
        assertThat(fault.getMessage())
                .startsWith("Cannot write /data/cx/a.parquet\nThe disk is full: free some space")
                .endsWith(", then run the same command again.");
        assertThat(Fault.of(fault)).as("the next step is added once").isSameAs(fault);
    }

    @Test
    void aFullDiskOfAnExecutorIsRecognizedInItsReport() {
        SparkException thrown = new SparkException(
                "Job aborted due to stage failure: Task 0 in stage 1.0 failed 4 times:"
                        + " java.io.IOException: No space left on device\n\tat java.base/sun.nio.ch\nDriver stacktrace:");
        assertThat(Fault.of(thrown).getMessage()).doesNotContain("\tat").contains("No space left on device\nThe disk");
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsNamed() {
        Throwable thrown = catchThrowable(() -> new Database("jdbc:postgresql://127.0.0.1:1/cx", "cx", ""));
        assertThat(Outage.findIn(thrown)).contains(Outage.DATABASE_LOST);
        assertThat(Fault.of(thrown).getMessage())
                .startsWith("Cannot open the database jdbc:postgresql://127.0.0.1:1/cx: ")
                .endsWith("\nThe database does not answer: start it, or correct the setting database.url, then run the"
                        + " same command again.");
    }

    @Test
    void aClosedDatabaseIsLostAndAWrongStatementIsNot() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
            Throwable wrong = catchThrowable(() -> connection.createStatement().execute("select nothing"));
            assertThat(Outage.findIn(wrong)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"57P01, true", "08006, true", "23505, false", "42601, false"})
    void statesOfLostConnectionsAreKnown(String state, boolean isLost) {
        assertThat(Outage.findIn(new RuntimeException(new SQLException("a", state)))
                        .isPresent())
                .isEqualTo(isLost);
    }

    @ParameterizedTest
    @CsvSource({"403, S3_REFUSED", "503, S3_LOST"})
    void anAnswerOfS3IsRecognized(int status, Outage outage) throws IOException {
        try (AnsweringServer server = AnsweringServer.start(answers(status))) {
            Throwable thrown = catchThrowable(
                    () -> FileStore.at("s3a://bucket/cx", server.settings()).exists("a"));
            assertThat(Outage.findIn(thrown)).contains(outage);
            assertThat(Fault.of(thrown).getMessage())
                    .startsWith("Cannot look up s3a://bucket/cx/a: ")
                    .endsWith(", then run the same command again.");
        }
    }

    private static AnsweringServer.Answer[] answers(int status) {
        AnsweringServer.Answer answer = request -> {
            request.sendResponseHeaders(status, -1);
            request.close();
        };
        return Stream.generate(() -> answer).limit(8).toArray(AnsweringServer.Answer[]::new);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "All masters are unresponsive! Giving up.",
                "Cannot call methods on a stopped SparkContext.",
                "Job aborted due to stage failure: ExecutorLostFailure (executor 1 exited caused by one of the tasks)"
            })
    void aLostClusterIsRecognized(String said) {
        assertThat(Outage.findIn(new IllegalStateException(new SparkException(said))))
                .contains(Outage.SPARK_LOST);
    }

    @Test
    void aFaultThatSaysWhatToDoStaysAsItIs() {
        Fault busy = new Fault(Fault.Kind.BUSY, "wait", new SQLException("a", "08006"));
        assertThat(Fault.of(busy)).isSameAs(busy);
        assertThat(Fault.of(new IOException("line"))).isNull();
    }
}
