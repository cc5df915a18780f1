package cx.warehouse.bench.duckdb;

import static cx.warehouse.bench.duckdb.DuckDbSession.literal;

import cx.warehouse.contract.SourceContract;
import cx.warehouse.files.Fault;
import cx.warehouse.files.FileStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs one night of {@code benchmark/night}: it copies the delivery, reads each source as its contract says, and runs
 * the scripts in the order of their numbers.
 */
final class DuckDbNight {

    /** Scripts from this number on run after all sources; those before it prepare the database. */
    private static final int FIRST_AFTER_SOURCES = 20;

    private static final String HASH_KEY = "samples";
    private static final int HASH_BLOCK = 64;

    private final NightPlaces places;
    private final List<SourceContract> sources;

    /**
     * The places of a night.
     *
     * @param scripts the folder {@code benchmark/night}
     * @param dropZone the drops by delivery date
     * @param reference the folder of accounts, rates and categories
     * @param out the folder of all that nights leave
     */
    record NightPlaces(Path scripts, Path dropZone, Path reference, Path out) {}

    /**
     * The outcome of a night.
     *
     * @param rows rows delivered
     * @param checks the number of values that the checks counted
     * @param broken the rules that rows break, as {@code table.rule}
     */
    record NightOutcome(long rows, int checks, List<String> broken) {
        NightOutcome {
            broken = List.copyOf(broken);
        }
    }

    DuckDbNight(NightPlaces places, List<SourceContract> sources) {
        this.places = places;
        this.sources = List.copyOf(sources);
    }

    /**
     * Runs the night of one delivery date.
     *
     * @param memory the most memory of DuckDB, as in {@code 4096MiB}
     */
    NightOutcome run(LocalDate date, int threads, String memory) {
        Path work = places.out().resolve("work");
        FileStore.at(work.toString(), null).delete("");
        try (DuckDbSession session = DuckDbSession.open(threads, memory, folder(work.resolve("spill")))) {
            StoredTables tables = new StoredTables(session, places.out(), work.resolve("written"));
            setVariables(session, date, work.resolve("written"));
            scripts(0, FIRST_AFTER_SOURCES).forEach(session::runScript);
            sources.forEach(tables::declare);
            tables.open(date);
            SourceLoad load = new SourceLoad(
                    session,
                    places.scripts().resolve("load"),
                    new SourceTexts(folder(work.resolve("texts"))),
                    new DeliveredFiles(places.dropZone(), places.out().resolve("landing")).copy(date));
            sources.forEach(load::run);
            tables.replaceWritten();
            List<Map<String, Object>> checks = new ArrayList<>();
            for (Path script : scripts(FIRST_AFTER_SOURCES, 100)) {
                if (script.toString().endsWith("-by-day.sql")) {
                    runByDay(session, script, tables);
                } else {
                    checks.addAll(session.runScript(script));
                }
                tables.replaceWritten();
            }
            long rows = session.number("select coalesce(sum(loaded + malformed + repeated + left_out), 0)"
                    + " from state.row_count where business_date = getvariable('date')");
            return outcome(rows, checks);
        } finally {
            FileStore.at(work.toString(), null).delete("");
        }
    }

    /** Runs a script that writes the web rows of one day, for each day that has any. */
    private static void runByDay(DuckDbSession session, Path script, StoredTables tables) {
        for (Map<String, Object> row : session.execute("from web_day order by event_date")) {
            session.setVariable("day", "date " + literal(row.get("event_date")));
            tables.createPartition("mart/fact_customer_experience/web/event_date=" + row.get("event_date"));
            session.runScript(script);
        }
    }

    private void setVariables(DuckDbSession session, LocalDate date, Path written) {
        session.setVariable("date", "date " + literal(date));
        session.setVariable("load_id", literal(date + "-duckdb"));
        session.setVariable("written", literal(written));
        session.setVariable("landing", literal(places.out().resolve("landing")));
        session.setVariable("reference", literal(places.reference()));
        session.setVariable("inner_pad", "from_hex(" + literal(hashPad(0x36)) + ")");
        session.setVariable("outer_pad", "from_hex(" + literal(hashPad(0x5c)) + ")");
    }

    /** The key of the pseudonyms, filled up to a block and combined with a byte, as HMAC does; in hex digits. */
    private static String hashPad(int with) {
        byte[] block = new byte[HASH_BLOCK];
        byte[] key = HASH_KEY.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < HASH_BLOCK; at++) {
            block[at] = (byte) ((at < key.length ? key[at] : 0) ^ with);
        }
        return HexFormat.of().formatHex(block);
    }

    /** The scripts with numbers from {@code first} to before {@code end}, in order. */
    private List<Path> scripts(int first, int end) {
        try (Stream<Path> files = Files.list(places.scripts())) {
            return files.filter(file -> file.getFileName().toString().matches("\\d\\d-.*\\.sql"))
                    .filter(file -> number(file) >= first && number(file) < end)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new Fault(
                    Fault.Kind.USAGE,
                    "Cannot read the scripts of the night: " + e.getMessage() + "; they come with the sources",
                    e);
        }
    }

    private static int number(Path script) {
        return Integer.parseInt(script.getFileName().toString().substring(0, 2));
    }

    /** The first column of a row names its table; columns named {@code broken: ...} count rows that break a rule. */
    private static NightOutcome outcome(long rows, List<Map<String, Object>> checks) {
        List<String> broken = new ArrayList<>();
        int count = 0;
        for (Map<String, Object> row : checks) {
            count += row.size() - 1;
            row.forEach((name, value) -> {
                if (name.startsWith("broken: ") && value instanceof Number number && number.longValue() > 0) {
                    broken.add(row.values().iterator().next() + ", " + name + ": " + number);
                }
            });
        }
        return new NightOutcome(rows, count, broken);
    }

    private static Path folder(Path path) {
        try {
            return Files.createDirectories(path);
        } catch (IOException e) {
            throw new Fault(Fault.Kind.INFRASTRUCTURE, "Cannot make " + path + ": " + e.getMessage(), e);
        }
    }
}
