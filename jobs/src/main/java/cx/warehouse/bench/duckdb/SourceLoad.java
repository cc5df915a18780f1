package cx.warehouse.bench.duckdb;

import static cx.warehouse.bench.duckdb.DuckDbSession.literal;

import cx.warehouse.bench.duckdb.DeliveredFiles.DeliveredFile;
import cx.warehouse.bench.duckdb.SourceTexts.SourceText;
import cx.warehouse.contract.SourceContract;
import cx.warehouse.contract.SourceContract.Family;
import cx.warehouse.files.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads the delivered files of one source into typed rows, and keeps the good ones. */
final class SourceLoad {

    private final DuckDbSession session;
    private final Path scripts;
    private final SourceTexts texts;
    private final List<DeliveredFile> delivery;

    /**
     * Loads sources of one delivery.
     *
     * @param scripts the folder with the script {@code keep.sql}, and with {@code <source>.sql} for each source that
     *     SQL reads by itself
     */
    SourceLoad(DuckDbSession session, Path scripts, SourceTexts texts, List<DeliveredFile> delivery) {
        this.session = session;
        this.scripts = scripts;
        this.texts = texts;
        this.delivery = List.copyOf(delivery);
    }

    /** Loads the new files of one source, if there are any. */
    void run(SourceContract source) {
        List<DeliveredFile> files = delivery.stream()
                .filter(DeliveredFile::isNew)
                .filter(file -> file.vendor().equals(source.vendor()))
                .filter(file -> source.drop().hasRows(file.name()))
                .toList();
        if (files.isEmpty()) {
            return;
        }
        Path own = scripts.resolve(source.source() + ".sql");
        long leftOut = 0;
        if (Files.exists(own)) {
            session.setVariable(
                    "files",
                    files.stream().map(file -> literal(file.path())).toList().toString());
            session.runScript(own);
        } else {
            leftOut = readAsDeclared(source, files);
        }
        session.setVariable("source", literal(source.source()));
        session.setVariable("lines_left_out", Long.toString(leftOut));
        session.setVariable("lines_rejected", Long.toString(rejectedLines()));
        session.execute("create or replace temp view loaded_before as select row_key from source." + source.source()
                + (source.family() == Family.WEB
                        ? " where business_date <> getvariable('date') and local_day in (select distinct local_day from loading)"
                        : " where false"));
        session.runScript(scripts.resolve("keep.sql"));
    }

    /** Fills the table {@code loading} by the source's contract; returns the number of lines left out before that. */
    private long readAsDeclared(SourceContract source, List<DeliveredFile> files) {
        List<Map<String, Object>> accounts = session.execute("from account");
        List<String> queries = new ArrayList<>();
        long leftOut = 0;
        for (DeliveredFile file : files) {
            AccountFormat account = AccountFormat.of(source, file.name(), accounts);
            try {
                for (SourceText text : texts.texts(source, file, delivery)) {
                    queries.add(new SourceQuery(source, text, account).sql(file.origin()));
                    leftOut += text.leftOut();
                }
            } catch (IOException e) {
                throw new Fault(Fault.Kind.INFRASTRUCTURE, "Cannot read " + file.origin() + ": " + e.getMessage(), e);
            }
        }
        session.execute("create or replace temp table loading as "
                + queries.stream().collect(Collectors.joining(" union all by name ")));
        return leftOut;
    }

    /** The lines that DuckDB could not split into the header's cells. */
    private long rejectedLines() {
        if (session.number("select count(*) from duckdb_tables() where table_name = 'reject_errors'") == 0) {
            return 0;
        }
        long lines = session.number("select count(distinct (file_id, line)) from reject_errors");
        session.execute("drop table reject_errors");
        session.execute("drop table reject_scans");
        return lines;
    }
}
