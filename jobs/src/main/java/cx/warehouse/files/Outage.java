package cx.warehouse.files;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystems;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;

/** The failures of the machines and services that a command runs on, recognized by their exceptions. */
public enum Outage {
    DISK_FULL("The disk is full: free some space", Outage::isDiskFull),
    DATABASE_LOST(
            "The database does not answer: start it, or correct the setting database.url", Outage::isDatabaseLost),
    S3_REFUSED("S3 refuses this: check the credentials, their permissions, and the bucket", Outage::isS3Refused),
    S3_LOST("S3 does not answer: check the network and the setting s3.endpoint", Outage::isS3Lost),
    SPARK_LOST(
            "Spark lost its master or its executors: check that they run, that their memory suffices, and the setting"
                    + " spark.master",
            Outage::isSparkLost);

    private static final int MOST_CHARACTERS = 400;
    private static final long FULL_BYTES = 64L << 20;

    private static final Pattern NO_SPACE =
            Pattern.compile("No space left on device|Disk quota exceeded|not enough space on the disk");

    /** What Spark says when its master or all executors are gone, or when it stopped for that reason. */
    private static final Pattern NO_SPARK = Pattern.compile("All masters are unresponsive|Exiting due to error from"
            + " cluster scheduler|Master removed our application|ExecutorLostFailure|stopped SparkContext"
            + "|SparkContext was shut down|LiveListenerBus is stopped|Could not find CoarseGrainedScheduler");

    /** PostgreSQL shuts down, has crashed, starts, or has no free connection; the embedded database is closed. */
    private static final List<String> LOST_STATES = List.of("57P01", "57P02", "57P03", "53300", "90098", "90121");

    private final String advice;
    private final Predicate<Throwable> test;

    Outage(String advice, Predicate<Throwable> test) {
        this.advice = advice;
        this.test = test;
    }

    /** The outage that {@code thrown} or one of its causes reports. */
    public static Optional<Outage> findIn(Throwable thrown) {
        return Arrays.stream(values())
                .filter(outage -> outage.lastCause(thrown) != null)
                .findFirst();
    }

    /** The fault of this outage in two lines: the reason and the next step. */
    Fault fault(Throwable thrown, Optional<Fault> known) {
        String reason = known.map(Fault::getMessage).orElseGet(() -> firstLine(lastCause(thrown)));
        return isComplete(reason)
                ? known.orElseThrow()
                : new Fault(Fault.Kind.INFRASTRUCTURE, reason + "\n" + nextStep(), thrown);
    }

    private boolean isComplete(String reason) {
        return reason.contains(advice);
    }

    private String nextStep() {
        return advice + (this == DISK_FULL ? places() : "") + ", then run the same command again.";
    }

    /** The deepest cause that reports this outage, because it says most; null when there is none. */
    private Throwable lastCause(Throwable thrown) {
        Throwable found = null;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (test.test(cause)) {
                found = cause;
            }
        }
        return found;
    }

    private static String firstLine(Throwable cause) {
        String line = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return cause.getClass().getSimpleName() + ": "
                + (line.length() > MOST_CHARACTERS ? line.substring(0, MOST_CHARACTERS) + " ..." : line);
    }

    /** The folder of temporary files, and the writable disks of this machine that have hardly any space now. */
    private static String places() {
        String disks = StreamSupport.stream(
                        FileSystems.getDefault().getFileStores().spliterator(), false)
                .map(Outage::spaceWhereFull)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
        return " (" + (disks.isEmpty() ? "" : disks + "; ") + "temporary files lie in "
                + System.getProperty("java.io.tmpdir") + ")";
    }

    private static String spaceWhereFull(FileStore disk) {
        try {
            boolean isFull = !disk.isReadOnly() && disk.getTotalSpace() > 0 && disk.getUsableSpace() < FULL_BYTES;
            return isFull ? String.format("%s: %,d bytes left", disk, disk.getUsableSpace()) : "";
        } catch (IOException e) {
            return "";
        }
    }

    private static boolean isDiskFull(Throwable cause) {
        String said = String.valueOf(cause.getMessage());
        return NO_SPACE.matcher(said).find() || cause instanceof IOException && said.contains("File too large");
    }

    private static boolean isDatabaseLost(Throwable cause) {
        if (!(cause instanceof SQLException failure)) {
            return false;
        }
        String state = String.valueOf(failure.getSQLState());
        return state.startsWith("08")
                || LOST_STATES.contains(state)
                || failure instanceof SQLTransientConnectionException
                || failure instanceof SQLNonTransientConnectionException
                || failure instanceof SQLRecoverableException;
    }

    private static boolean isS3Refused(Throwable cause) {
        return cause instanceof NoSuchBucketException
                || cause instanceof SdkServiceException answer
                        && (answer.statusCode() == 401 || answer.statusCode() == 403)
                || cause instanceof SdkClientException
                        && String.valueOf(cause.getMessage()).contains("Unable to load credentials");
    }

    private static boolean isS3Lost(Throwable cause) {
        return cause instanceof SdkServiceException answer && (answer.statusCode() >= 500 || answer.statusCode() == 429)
                || cause instanceof SdkClientException && !isS3Refused(cause);
    }

    private static boolean isSparkLost(Throwable cause) {
        return NO_SPARK.matcher(String.valueOf(cause.getMessage())).find();
    }
}
