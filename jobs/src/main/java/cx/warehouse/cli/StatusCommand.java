package cx.warehouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import cx.warehouse.cli.option.OptionConverters;
import cx.warehouse.cli.option.WarehouseOptions;
import cx.warehouse.cli.show.JsonPrinter;
import cx.warehouse.cli.show.NightSummary;
import cx.warehouse.cli.show.TextTable;
import cx.warehouse.files.FileStore;
import cx.warehouse.ledger.LedgerFile;
import cx.warehouse.night.StaleSource;
import cx.warehouse.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs {@code cxw status}, which shows the outcome of every load and file from the ledger files in the warehouse. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Shows the outcome of every load and file, of one date or of all; it works while a night runs.")
final class StatusCommand implements Callable<Integer> {

    private static final int STALE = 3;
    private static final Pattern LOAD = Pattern.compile("load/business_date=([^/]+)/([^/]+)\\.jsonl");

    @Option(
            names = "--date",
            paramLabel = "DATE",
            converter = OptionConverters.DateConverter.class,
            description = "One business date (default: the last loads of all dates).")
    private LocalDate date;

    @Option(
            names = "--max-age",
            paramLabel = "AGE",
            converter = OptionConverters.DurationConverter.class,
            description = "Exit with 3 when the last publish of the facts is older, such as 26h.")
    private Duration maxAge;

    @Option(names = "--json", description = "Print JSON.")
    private boolean isJson;

    @Mixin
    private WarehouseOptions places;

    @Override
    public Integer call() {
        Settings settings = places.settings();
        FileStore ledger = FileStore.at(settings.root(), settings.s3()).folder("ledger");
        List<JsonNode> loads = lines(ledger, "load");
        List<JsonNode> files = lines(ledger, "file");
        List<StaleSource> stale = findStaleSources(ledger, settings.requiredSources());
        Instant published = ledger.list("load").stream()
                .filter(entry -> entry.path().endsWith("/assemble.jsonl"))
                .flatMap(entry -> lines(ledger, entry))
                .filter(load -> load.path("state").asText().equals("published"))
                .map(load -> Instant.parse(load.path("ended_at").asText()))
                .max(Instant::compareTo)
                .orElse(null);
        boolean isStale = maxAge != null && isOlder(published, maxAge);
        if (isJson) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("root", settings.root());
            json.put("last_published_at", published);
            json.put("is_stale", maxAge == null ? null : isStale);
            json.put(
                    "stale_sources",
                    stale.stream().map(NightSummary::staleSourceJson).toList());
            json.put("loads", loads);
            json.put("files", files);
            JsonPrinter.print(json);
        } else {
            System.out.println(
                    date != null && loads.isEmpty() && files.isEmpty()
                            ? "Nothing was run for " + date + "."
                            : text(loads, files));
            files.stream()
                    .filter(file ->
                            date != null && file.path("outcome").asText().equals("unclaimed"))
                    .forEach(file -> System.out.println(
                            LedgerFile.toDisplayPath(file.path("path").asText()) + ": unclaimed: "
                                    + file.path("message").asText()));
            stale.forEach(source -> System.out.println(source.text() + "."));
            System.out.println(
                    published == null
                            ? "No facts are published yet."
                            : "Facts were last published at " + published + ".");
            if (isStale) {
                System.out.println("That is older than --max-age.");
            }
        }
        return isStale ? STALE : 0;
    }

    /**
     * The stale sources of the requested date, or of the last date with a load. The names of the ledger's files are
     * enough to find them.
     */
    private List<StaleSource> findStaleSources(FileStore ledger, List<String> required) {
        TreeMap<LocalDate, Set<String>> delivered = new TreeMap<>();
        for (FileStore.Entry entry : ledger.list("load")) {
            Matcher load = LOAD.matcher(entry.path());
            if (load.matches() && !load.group(2).equals("assemble")) {
                delivered
                        .computeIfAbsent(LocalDate.parse(load.group(1)), day -> new TreeSet<>())
                        .add(load.group(2));
            }
        }
        if (delivered.isEmpty()) {
            return List.of();
        }
        LocalDate day = date == null ? delivered.lastKey() : date;
        Map<String, LocalDate> before = new TreeMap<>();
        delivered.headMap(day).forEach((earlier, sources) -> sources.forEach(source -> before.put(source, earlier)));
        return StaleSource.of(day, delivered.getOrDefault(day, Set.of()), before, required);
    }

    private String text(List<JsonNode> loads, List<JsonNode> files) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode load : loads) {
            long read = 0;
            long loaded = 0;
            long count = 0;
            for (JsonNode file : files) {
                if (file.path("source").equals(load.path("source"))
                        && file.path("business_date").equals(load.path("business_date"))) {
                    read += file.path("read").asLong();
                    loaded += file.path("loaded").asLong();
                    count++;
                }
            }
            boolean isSource = !load.path("source").asText().equals("assemble");
            rows.add(List.of(
                    load.path("business_date").asText(),
                    load.path("source").asText(),
                    load.path("state").asText(),
                    isSource ? Long.toString(count) : "",
                    isSource ? Long.toString(read) : "",
                    isSource ? Long.toString(loaded) : "",
                    load.path("message").asText("").equals("null")
                            ? ""
                            : load.path("message").asText("")));
        }
        return TextTable.draw(List.of("date", "source", "state", "files", "read", "loaded", "message"), rows);
    }

    private List<JsonNode> lines(FileStore ledger, String kind) {
        String folder = date == null ? kind : kind + "/business_date=" + date;
        return ledger.list(folder).stream()
                .flatMap(entry -> lines(ledger, entry))
                .toList();
    }

    private static Stream<JsonNode> lines(FileStore ledger, FileStore.Entry entry) {
        return ledger.readText(entry.path()).lines().map(line -> {
            try {
                return JsonPrinter.MAPPER.readTree(line);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static boolean isOlder(Instant published, Duration age) {
        return published == null || published.isBefore(Instant.now().minus(age));
    }
}
