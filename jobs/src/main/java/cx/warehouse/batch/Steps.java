package cx.warehouse.batch;

import cx.warehouse.storage.Intake;
import cx.warehouse.storage.LedgerFile;
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

/** Makes the steps of a night: each a line in the log and a word to whoever watches, at its start and its end. */
final class Steps {

    private static final Logger LOG = LoggerFactory.getLogger("cx.warehouse.night");

    private final BatchMemory memory;
    private final Progress progress;
    private final Map<String, Read> read = new ConcurrentHashMap<>();

    /**
     * How much of one source and business date was read so far.
     *
     * @param files of them, how many to their end
     * @param delivered files there are
     */
    private record Read(long rows, long files, long delivered) {}

    Steps(BatchMemory memory, Progress progress) {
        this.memory = memory;
        this.progress = progress;
    }

    JobRepository repository() {
        return memory.repository();
    }

    PlatformTransactionManager transactions() {
        return memory.transactions();
    }

    /** A step that does one thing, once. */
    Step step(String source, String name, Consumer<StepExecution> work) {
        return new StepBuilder(name, repository())
                .tasklet((contribution, context) -> {
                    work.accept(contribution.getStepExecution());
                    // what later steps build on is kept before this one counts as done: a kill between loses nothing
                    repository()
                            .updateExecutionContext(
                                    contribution.getStepExecution().getJobExecution());
                    return RepeatStatus.FINISHED;
                })
                .listener(boundary(source, name))
                .build();
    }

    /** Tells of the start and the end of a step. */
    StepExecutionListener boundary(String source, String name) {
        return new StepExecutionListener() {
            @Override
            public void beforeStep(StepExecution step) {
                LOG.info("step={} source={} state=start", name, source);
                progress.started(source, name);
            }

            @Override
            public ExitStatus afterStep(StepExecution step) {
                boolean isGood = step.getStatus() == BatchStatus.COMPLETED;
                LOG.info("step={} source={} state=end status={}", name, source, step.getStatus());
                progress.ended(source, name, isGood);
                return step.getExitStatus();
            }
        };
    }

    /** Hears how much of a source and business date was read so far, while it is read. */
    Intake.Heard reading(String source, LocalDate date, int delivered) {
        note(source, date, new Read(0, 0, delivered));
        return (rows, files) -> note(source, date, new Read(rows, files, delivered));
    }

    /** Notes what was read of a source and business date in the end. */
    void read(String source, LocalDate date, Collection<LedgerFile> files) {
        long rows = files.stream().mapToLong(LedgerFile::read).sum();
        note(source, date, new Read(rows, files.size(), files.size()));
    }

    private void note(String source, LocalDate date, Read now) {
        read.put(source + " " + date, now);
        progress.read(sum(Read::rows), sum(Read::files), sum(Read::delivered));
    }

    private long sum(ToLongFunction<Read> figure) {
        return read.values().stream().mapToLong(figure).sum();
    }
}
