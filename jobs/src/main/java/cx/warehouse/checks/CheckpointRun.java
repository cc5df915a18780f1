package cx.warehouse.checks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cx.warehouse.files.Fault;
import cx.warehouse.files.FileStore;
import cx.warehouse.quality.Checkpoint;
import cx.warehouse.quality.Validator;
import cx.warehouse.quality.suite.ExpectationFault;
import cx.warehouse.quality.suite.Suite;
import cx.warehouse.quality.suite.ValidationOptions;
import cx.warehouse.quality.suite.ValidationResult;
import cx.warehouse.settings.Settings;
import cx.warehouse.spark.InputSize;
import cx.warehouse.spark.NightSize;
import cx.warehouse.spark.ParallelTasks;
import cx.warehouse.spark.SparkEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiConsumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the validations of a checkpoint in one process. Validations of the same rows share one scan. */
public final class CheckpointRun implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointRun.class);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'");

    private final FileStore root;
    private final ValidationSession data;
    private final SparkEngine engine;

    /** One validation, ready to run. */
    private record ReadyValidation(
            String id,
            RowsLocation data,
            Suite suite,
            ValidationOptions options,
            Optional<BrokenRowsFolder> brokenRows) {}

    /**
     * The outcome of a run.
     *
     * @param results results by validation id, in the order of the checkpoint
     * @param unreadableRows the reason why rows could not be read, by validation id; in its result, every expectation
     *     has that reason
     * @param unwrittenBrokenRows the reason why broken rows could not be written, by validation id; the results are
     *     valid all the same
     */
    public record CheckpointOutcome(
            Map<String, ValidationResult> results,
            Map<String, String> unreadableRows,
            Map<String, String> unwrittenBrokenRows) {}

    private CheckpointRun(Settings settings, ValidationSession data) {
        this.root = FileStore.at(settings.root(), settings.s3());
        this.data = data;
        this.engine = data.engine();
    }

    /**
     * Runs all validations, and stores each result as {@code validations/<run>/<id>.json}. A validation whose rows
     * cannot be read fails alone.
     *
     * @param folder the folder that relative paths start at
     * @param now the time at which the run begins
     * @param done receives the id and result of each validation when it ends; not of one whose rows cannot be read
     * @throws Fault USAGE when a suite cannot be read, the location of rows makes no sense, or broken rows cannot be
     *     stored in their folder; then no validation has run
     */
    public static CheckpointOutcome run(
            Settings settings,
            Checkpoint checkpoint,
            Path folder,
            Instant now,
            BiConsumer<String, ValidationResult> done) {
        String run = fileName(checkpoint.name()) + "-" + STAMP.format(now.atOffset(ZoneOffset.UTC));
        Map<String, Suite> suites = new TreeMap<>();
        List<ReadyValidation> ready = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Set<BrokenRowsFolder> places = new HashSet<>();
        for (Checkpoint.BatchValidation validation : checkpoint.validations()) {
            try {
                Optional<BrokenRowsFolder> brokenRows = validation
                        .brokenRows()
                        .map(written -> BrokenRowsFolder.of(written, folder).refuseForeign());
                if (brokenRows.isPresent() && !places.add(brokenRows.get())) {
                    throw new Fault(
                            Fault.Kind.USAGE,
                            "Cannot write broken rows to " + brokenRows.get().location()
                                    + ": another validation of this checkpoint writes there.");
                }
                ValidationOptions options = ValidationOptions.of(run, now)
                        .with(CheckTuning.BY_SIZE)
                        .withMostRows(settings.limits().checks().mostValues())
                        .with(validation.parameters());
                ready.add(new ReadyValidation(
                        validation.id(),
                        RowsLocation.read(validation.data(), folder),
                        readSuite(validation.suite(), folder, suites),
                        validation.resultFormat().map(options::with).orElse(options),
                        brokenRows));
            } catch (Fault | ExpectationFault fault) {
                problems.add(validation.id() + ": " + fault.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new Fault(
                    Fault.Kind.USAGE,
                    "Cannot run checkpoint " + checkpoint.name() + ":\n  " + String.join("\n  ", problems));
        }
        List<RowsLocation> data = ready.stream().map(ReadyValidation::data).toList();
        try (CheckpointRun started = new CheckpointRun(settings, ValidationSession.of(settings, data))) {
            return started.run(ready, run, done);
        }
    }

    private static Suite readSuite(JsonNode written, Path folder, Map<String, Suite> known) {
        if (written instanceof ObjectNode document) {
            return Suite.read("suite", document);
        }
        String file = folder.resolve(written.textValue()).toString();
        return known.computeIfAbsent(file, path -> {
            try {
                String name = Path.of(path).getFileName().toString();
                return Suite.read(name, Files.readString(Path.of(path)));
            } catch (IOException e) {
                throw new Fault(Fault.Kind.USAGE, "Cannot read suite " + path + ": " + e.getMessage(), e);
            }
        });
    }

    private CheckpointOutcome run(List<ReadyValidation> all, String run, BiConsumer<String, ValidationResult> done) {
        Map<RowsLocation, List<ReadyValidation>> byData = new LinkedHashMap<>();
        all.forEach(one ->
                byData.computeIfAbsent(one.data(), none -> new ArrayList<>()).add(one));
        CheckpointOutcome outcome = new CheckpointOutcome(
                new LinkedHashMap<>(), new ConcurrentSkipListMap<>(), new ConcurrentSkipListMap<>());
        all.forEach(one -> outcome.results().put(one.id(), null));
        List<Runnable> small = new ArrayList<>();
        List<Runnable> large = new ArrayList<>();
        byData.forEach((place, validations) -> {
            InputSize input = InputSize.ofFiles(place.bytes());
            boolean isSmall = NightSize.of(input.rows(), Long.MAX_VALUE) != NightSize.LARGE;
            (isSmall ? small : large).add(() -> {
                if (!isSmall) {
                    engine.tune(input);
                }
                List<ValidationResult> found = check(place, validations, outcome);
                synchronized (outcome) {
                    for (int at = 0; at < found.size(); at++) {
                        String id = validations.get(at).id();
                        outcome.results().put(id, found.get(at));
                        root.writeText(
                                "validations/" + run + "/" + fileName(id) + ".json",
                                found.get(at).toJson());
                        if (!outcome.unreadableRows().containsKey(id)) {
                            done.accept(id, found.get(at));
                        }
                    }
                }
            });
        });
        // planning many small validations keeps only one core busy, so several are planned at the same time
        engine.tune(InputSize.NONE);
        ParallelTasks.run(small);
        large.forEach(Runnable::run);
        return outcome;
    }

    /** The results of validations of the same rows, in their order. */
    private List<ValidationResult> check(
            RowsLocation place, List<ReadyValidation> validations, CheckpointOutcome outcome) {
        List<Validator.Request> requests = validations.stream()
                .map(one -> new Validator.Request(one.suite(), one.options()))
                .toList();
        Dataset<Row> rows;
        try {
            rows = data.open(place);
        } catch (Fault fault) {
            if (fault.kind() != Fault.Kind.USAGE) {
                throw fault;
            }
            validations.forEach(one -> outcome.unreadableRows().put(one.id(), fault.getMessage()));
            return requests.stream()
                    .map(request -> Validator.failedResult(request, fault))
                    .toList();
        }
        List<ValidationResult> found = Validator.validate(rows, requests);
        validations.forEach(one -> writeBrokenRows(one, rows)
                .ifPresent(why -> outcome.unwrittenBrokenRows().put(one.id(), why)));
        return found;
    }

    /**
     * Writes the broken rows of a validation if it asks for them.
     *
     * @return the reason when they could not be written, else empty
     */
    private static Optional<String> writeBrokenRows(ReadyValidation one, Dataset<Row> rows) {
        try {
            one.brokenRows().ifPresent(place -> place.write(Validator.brokenRows(rows, one.suite(), one.options())));
            return Optional.empty();
        } catch (RuntimeException e) {
            LOG.warn("Cannot write the broken rows of {}", one.id(), e);
            return Optional.of("Cannot write broken rows to "
                    + one.brokenRows().orElseThrow().location() + ": "
                    + e.getMessage().lines().findFirst().orElse(""));
        }
    }

    /**
     * The file name for a name that a person chose. Characters other than letters, digits, dots, dashes and underscores
     * become {@code _}. A changed name gets a hash, so that two names do not share a file.
     */
    private static String fileName(String name) {
        String plain = name.replaceAll("[^\\p{L}\\p{N}._-]", "_").replaceFirst("^\\.+", "_");
        return plain.equals(name) ? name : plain + "-" + Integer.toHexString(name.hashCode());
    }

    @Override
    public void close() {
        data.close();
    }
}
