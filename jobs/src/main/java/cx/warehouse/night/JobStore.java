package cx.warehouse.night;

import cx.warehouse.files.Fault;
import cx.warehouse.ledger.Database;
import cx.warehouse.ledger.Load;
import java.util.List;
import java.util.Optional;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.configuration.support.MapJobRegistry;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobInstanceAlreadyCompleteException;
import org.springframework.batch.core.launch.support.TaskExecutorJobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.JdbcJobRepositoryFactoryBean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Isolation;

/** Keeps Spring Batch's job repository in the warehouse's database, and runs jobs. */
final class JobStore {

    private final Database database;
    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final TaskExecutorJobOperator operator;

    private JobStore(
            Database database,
            JobRepository repository,
            PlatformTransactionManager transactions,
            TaskExecutorJobOperator operator) {
        this.database = database;
        this.repository = repository;
        this.transactions = transactions;
        this.operator = operator;
    }

    /**
     * Opens the job repository, and creates its tables in a new database.
     *
     * @throws Fault INFRASTRUCTURE when the repository cannot be opened
     */
    static JobStore open(Database database) {
        prepareSchema(database);
        PlatformTransactionManager transactions = new JdbcTransactionManager(database.dataSource());
        try {
            JdbcJobRepositoryFactoryBean factory = new JdbcJobRepositoryFactoryBean();
            factory.setDataSource(database.dataSource());
            factory.setTransactionManager(transactions);
            // the lease excludes other launchers; serializable inserts would only make our own threads fail
            factory.setIsolationLevelForCreateEnum(Isolation.READ_COMMITTED);
            factory.afterPropertiesSet();
            JobRepository repository = factory.getObject();
            TaskExecutorJobOperator operator = new TaskExecutorJobOperator();
            operator.setJobRepository(repository);
            operator.setJobRegistry(new MapJobRegistry());
            operator.afterPropertiesSet();
            return new JobStore(database, repository, transactions, operator);
        } catch (Exception e) {
            throw new Fault(Fault.Kind.INFRASTRUCTURE, "Cannot open the job repository: " + e.getMessage(), e);
        }
    }

    JobRepository repository() {
        return repository;
    }

    PlatformTransactionManager transactions() {
        return transactions;
    }

    /**
     * Runs a job for one load, or resumes it where an earlier run of that load stopped.
     *
     * @param after the load published before; when it differs from that of the earlier run, all steps run again,
     *     because tables were staged upon another state
     * @throws Fault with the kind of the failure
     */
    void run(Job job, String loadId, Optional<Load> after) {
        JobExecution execution;
        try {
            execution = operator.start(job, parameters(loadId, after));
        } catch (JobInstanceAlreadyCompleteException e) {
            return;
        } catch (JobExecutionException e) {
            throw new Fault(Fault.Kind.BUG, "Cannot start " + job.getName() + " " + loadId + ": " + e.getMessage(), e);
        }
        if (execution.getStatus() != BatchStatus.COMPLETED) {
            throw failure(execution, loadId);
        }
    }

    /** The parameters that identify the job of a load to Spring Batch. */
    static JobParameters parameters(String loadId, Optional<Load> after) {
        return new JobParametersBuilder()
                .addString("load", loadId)
                .addString("after", after.map(Load::loadId).orElse("nothing"))
                .toJobParameters();
    }

    /**
     * Repairs the job repository after a killed run, so that the same command can start its jobs again. Executions that
     * look alive become failed. Job instances without an execution, left by a kill between the two inserts, are
     * deleted. The caller must hold the lease.
     */
    void repair() {
        database.transaction(connection -> {
            for (String table : List.of("BATCH_STEP_EXECUTION", "BATCH_JOB_EXECUTION")) {
                Database.update(
                        connection,
                        "update " + table
                                + " set status = 'FAILED', exit_code = 'FAILED', end_time = current_timestamp,"
                                + " exit_message = 'the process ended' where status in ('STARTING','STARTED','STOPPING','UNKNOWN')");
            }
            return Database.update(
                    connection,
                    "delete from BATCH_JOB_INSTANCE where not exists (select 1 from BATCH_JOB_EXECUTION e"
                            + " where e.job_instance_id = BATCH_JOB_INSTANCE.job_instance_id)");
        });
    }

    private static void prepareSchema(Database database) {
        boolean isThere = !database.query(
                        row -> row.getString(1),
                        "select table_name from information_schema.tables where lower(table_name) = 'batch_job_instance'")
                .isEmpty();
        if (!isThere) {
            String dialect = database.isEmbedded() ? "h2" : "postgresql";
            new ResourceDatabasePopulator(
                            new ClassPathResource("org/springframework/batch/core/schema-" + dialect + ".sql"))
                    .execute(database.dataSource());
        }
    }

    private static Fault failure(JobExecution execution, String loadId) {
        List<Throwable> thrown = execution.getAllFailureExceptions();
        for (Throwable one : thrown) {
            Fault fault = Fault.of(one);
            if (fault != null) {
                return Fault.findIn(one) != null
                        ? fault
                        : new Fault(fault.kind(), loadId + " failed: " + fault.getMessage(), one);
            }
        }
        Throwable cause = thrown.isEmpty() ? null : thrown.get(0);
        Throwable root = cause;
        while (root != null && root.getCause() != null) {
            root = root.getCause();
        }
        String said = root == null ? execution.getExitStatus().getExitDescription() : root.toString();
        return new Fault(Fault.Kind.BUG, loadId + " failed: " + said, cause);
    }
}
