package cx.warehouse.night;

import cx.warehouse.ledger.LedgerFile;
import cx.warehouse.tables.SourceLoader;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.transaction.PlatformTransactionManager;

/** Makes the steps of a night. Each step writes a log line and calls the listener at its start and end. */
final class StepFactory {

    private static final Logger LOG = LoggerFactory.getLogger("cx.warehouse.night");

    private final JobStore memory;
    private final NightProgress progress;
    private final Map<String, ReadCounts> read = new ConcurrentHashMap<>();

    /**
     * Amount of one source and business date that was read so far.
     *
     * @param files files that were read to the end
     * @param deliveredFiles all files of the delivery
     */
    private record ReadCounts(long rows, long files, long deliveredFiles) {}

    StepFactory(JobStore memory, NightProgress progress) {
        this.memory = memory;
        this.progress = progress;
    }

    JobRepository repository() {
        return memory.repository();
    }

    PlatformTransactionManager transactions() {
        return memory.transactions();
    }

    /** A step that runs one function, once. */
    Step step(String source, String name, Consumer<StepExecution> work) {
        return new StepBuilder(name, repository())
                .tasklet((contribution, context) -> {
                    work.accept(contribution.getStepExecution());
                    // saved before the step counts as done, so that a kill in between loses no data of later steps
                    repository()
                            .updateExecutionContext(
                                    contribution.getStepExecution().getJobExecution());
                    return RepeatStatus.FINISHED;
                })
                .listener(stepListener(source, name))
                .build();
    }

    /** A listener that logs and reports the start and the end of a step. */
    StepExecutionListener stepListener(String source, String name) {
        return new StepExecutionListener() {
            @Override
            public void beforeStep(StepExecution step) {
                LOG.info("step={} source={} state=start", name, source);
                progress.onStepStart(source, name);
            }

            @Override
            public ExitStatus afterStep(StepExecution step) {
                boolean isGood = step.getStatus() == BatchStatus.COMPLETED;
                LOG.info("step={} source={} state=end status={}", name, source, step.getStatus());
                progress.onStepEnd(source, name, isGood);
                return step.getExitStatus();
            }
        };
    }

    /** A listener for the amount of a source and business date that was read so far. */
    SourceLoader.ReadProgress readListener(String source, LocalDate date, int delivered) {
        note(source, date, new ReadCounts(0, 0, delivered));
        return (rows, files) -> note(source, date, new ReadCounts(rows, files, delivered));
    }

    /** Records the final amount that was read of a source and business date. */
    void noteRead(String source, LocalDate date, Collection<LedgerFile> files) {
        long rows = files.stream().mapToLong(LedgerFile::read).sum();
        note(source, date, new ReadCounts(rows, files.size(), files.size()));
    }

    private void note(String source, LocalDate date, ReadCounts now) {
        read.put(source + " " + date, now);
        progress.onRead(sum(ReadCounts::rows), sum(ReadCounts::files), sum(ReadCounts::deliveredFiles));
    }

    private long sum(ToLongFunction<ReadCounts> figure) {
        return read.values().stream().mapToLong(figure).sum();
    }
}
