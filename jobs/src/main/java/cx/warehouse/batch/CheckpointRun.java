package cx.warehouse.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cx.warehouse.quality.Checkpoint;
import cx.warehouse.quality.ExpectationFault;
import cx.warehouse.quality.Options;
import cx.warehouse.quality.Suite;
import cx.warehouse.quality.ValidationResult;
import cx.warehouse.quality.Validator;
import cx.warehouse.storage.Engine;
import cx.warehouse.storage.Fault;
import cx.warehouse.storage.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

/** Runs the validations of a checkpoint in one process: those of the same rows together, in one scan. */
public final class CheckpointRun implements AutoCloseable {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");

    /** Below this much on disk, planning and starting queries is most of the work. */
    private static final long LITTLE_BYTES = 4L << 20;

    private final Store root;
    private final DataEngine data;
    private final Engine engine;

    /** One validation, ready to run. */
    private record Ready(String id, DataPlace data, Suite suite, Options options, Optional<Path> brokenRows) {

        /** Writes the rows that broke row expectations as Parquet; also when there are none, so that nobody reads old ones. */
        void keepBrokenRows(Dataset<Row> rows) {
            brokenRows.ifPresent(folder -> Validator.brokenRows(rows, suite, options)
                    .write()
                    .mode(SaveMode.Overwrite)
                    .parquet(folder.toString()));
        }
    }

    private CheckpointRun(Settings settings, DataEngine data) {
        this.root = Store.at(settings.root(), settings.s3());
        this.data = data;
        this.engine = data.engine();
    }

    /**
     * Runs all validations, and keeps each result under {@code validations/<run>/<id>.json}.
     *
     * @param folder what relative paths are relative to
     * @param now when the run begins
     * @param done told of each validation that is done, with its id
     * @return the results by id, in the order of the checkpoint
     * @throws Fault USAGE when a suite or data cannot be read; then nothing is run
     */
    public static Map<String, ValidationResult> run(
            Settings settings,
            Checkpoint checkpoint,
            Path folder,
            Instant now,
            BiConsumer<String, ValidationResult> done) {
        String run = checkpoint.name() + "-" + STAMP.format(now.atOffset(ZoneOffset.UTC));
        Map<String, Suite> suites = new TreeMap<>();
        List<Ready> ready = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Checkpoint.Validation validation : checkpoint.validations()) {
            try {
                Options options =
                        Options.of(run, now).withMostRows(settings.mostValues()).with(validation.parameters());
                ready.add(new Ready(
                        validation.id(),
                        DataPlace.read(validation.data(), folder),
                        suite(validation.suite(), folder, suites),
                        validation.resultFormat().map(options::with).orElse(options),
                        validation.brokenRows().map(folder::resolve)));
            } catch (Fault | ExpectationFault fault) {
                problems.add(validation.id() + ": " + fault.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new Fault(
                    Fault.Kind.USAGE,
                    "Cannot run checkpoint " + checkpoint.name() + ":\n  " + String.join("\n  ", problems));
        }
        boolean needsTables = ready.stream().anyMatch(one -> one.data().table() != null);
        try (CheckpointRun started = new CheckpointRun(
                settings, needsTables ? DataEngine.ofTables(settings) : DataEngine.ofFiles(settings))) {
            return started.run(ready, run, done);
        }
    }

    private static Suite suite(JsonNode written, Path folder, Map<String, Suite> known) {
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

    private Map<String, ValidationResult> run(List<Ready> all, String run, BiConsumer<String, ValidationResult> done) {
        Map<DataPlace, List<Ready>> byData = new LinkedHashMap<>();
        all.forEach(one ->
                byData.computeIfAbsent(one.data(), none -> new ArrayList<>()).add(one));
        Map<DataPlace, Dataset<Row>> rows = opened(byData.keySet());
        Map<String, ValidationResult> results = new LinkedHashMap<>();
        all.forEach(one -> results.put(one.id(), null));
        List<Runnable> little = new ArrayList<>();
        List<Runnable> much = new ArrayList<>();
        byData.forEach((data, validations) -> {
            boolean isLittle = data.bytes() < LITTLE_BYTES;
            (isLittle ? little : much).add(() -> {
                if (!isLittle) {
                    engine.fit(data.bytes());
                }
                Map<String, ValidationResult> found = validated(rows.get(data), validations);
                synchronized (results) {
                    found.forEach((id, result) -> {
                        results.put(id, result);
                        root.writeText("validations/" + run + "/" + id + ".json", result.toJson());
                        done.accept(id, result);
                    });
                }
            });
        });
        // many small validations keep one core busy with planning: several are planned at once
        engine.fit(0);
        Together.run(little);
        much.forEach(Runnable::run);
        return results;
    }

    /** Opens all data before any of it is read through, so that a wrong path is known at once. */
    private Map<DataPlace, Dataset<Row>> opened(Set<DataPlace> places) {
        Map<DataPlace, Dataset<Row>> rows = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        for (DataPlace place : places) {
            try {
                rows.put(place, place.open(engine));
            } catch (Fault fault) {
                problems.add(fault.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new Fault(Fault.Kind.USAGE, String.join("\n  ", problems));
        }
        return rows;
    }

    private static Map<String, ValidationResult> validated(Dataset<Row> rows, List<Ready> validations) {
        List<ValidationResult> found = Validator.validate(
                rows,
                validations.stream()
                        .map(one -> new Validator.Request(one.suite(), one.options()))
                        .toList());
        Map<String, ValidationResult> results = new LinkedHashMap<>();
        for (int at = 0; at < found.size(); at++) {
            validations.get(at).keepBrokenRows(rows);
            results.put(validations.get(at).id(), found.get(at));
        }
        return results;
    }

    @Override
    public void close() {
        data.close();
    }
}
