package cx.warehouse.cli.show;

import cx.warehouse.files.Fault;
import cx.warehouse.ledger.FileLedger;
import cx.warehouse.ledger.LedgerFile;
import cx.warehouse.night.AssembleJob;
import cx.warehouse.night.NightReport;
import cx.warehouse.night.StaleSource;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The summary that people and scripts read at the end of a night. */
public final class NightSummary {

    private static final List<String> HEADERS =
            List.of("date", "source", "files", "read", "loaded", "quarantined", "duplicates", "left out", "money", "");

    private NightSummary() {}

    public static void print(NightReport report, boolean isJson, Duration elapsed) {
        if (isJson) {
            JsonPrinter.printLine(json(report, elapsed));
        } else {
            System.out.println(text(report, elapsed));
        }
    }

    /**
     * One line for each source with read = loaded + quarantined + duplicates + left out, then the rows added to the
     * published tables.
     */
    public static String text(NightReport report, Duration elapsed) {
        List<List<String>> rows = new ArrayList<>();
        for (NightReport.SourceReport source : report.sources()) {
            rows.add(row(source));
        }
        StringBuilder text = new StringBuilder();
        if (!rows.isEmpty()) {
            text.append(TextTable.draw(HEADERS, rows)).append("\n\n");
        }
        for (NightReport.SourceReport source : report.sources()) {
            for (LedgerFile file : source.files()) {
                if (List.of("rejected", "waiting").contains(file.outcome())
                        || !file.drift().isEmpty()
                        || isAllLeftOut(file)) {
                    text.append(file.displayPath()).append(": ").append(file.outcome());
                    if (file.message() != null && !file.message().isEmpty()) {
                        text.append(": ").append(file.message());
                    }
                    if (!file.drift().isEmpty()) {
                        text.append(": drift ").append(String.join(", ", file.drift()));
                    }
                    text.append('\n');
                }
            }
            source.fault().ifPresent(fault -> text.append(fault.getMessage()).append('\n'));
        }
        report.unclaimedFiles().forEach(file -> text.append(file.displayPath())
                .append(": unclaimed: ")
                .append(file.message())
                .append('\n'));
        report.staleSources().forEach(stale -> text.append(stale.text()).append('\n'));
        if (report.isNothingNew()) {
            text.append("Nothing new: the same inputs are published already.\n");
        } else {
            report.assembly().ifPresent(assembly -> text.append(assembly.text()).append('\n'));
            report.fault().ifPresent(fault -> text.append(fault.getMessage()).append('\n'));
        }
        text.append(String.format("%.1f s", elapsed.toMillis() / 1000.0));
        return text.toString();
    }

    static Map<String, Object> json(NightReport report, Duration elapsed) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("dates", report.dates());
        json.put("outcome", report.exitCode() != 0 ? "failed" : report.isNothingNew() ? "nothing new" : "published");
        json.put("exit_code", report.exitCode());
        json.put("seconds", elapsed.toMillis() / 1000.0);
        json.put(
                "sources",
                report.sources().stream().map(NightSummary::sourceJson).toList());
        json.put(
                "unclaimed",
                report.unclaimedFiles().stream().map(FileLedger::row).toList());
        json.put(
                "stale_sources",
                report.staleSources().stream()
                        .map(NightSummary::staleSourceJson)
                        .toList());
        json.put(
                "assembled",
                report.assembly().map(AssembleJob.AssembleOutcome::json).orElse(null));
        json.put("message", report.fault().map(Fault::getMessage).orElse(null));
        return json;
    }

    /** The summary of a night that a fault ended before it could begin. */
    public static Map<String, Object> json(List<LocalDate> dates, Fault fault) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("dates", dates);
        json.put("outcome", "failed");
        json.put("exit_code", fault.kind().exitCode());
        json.put("message", fault.getMessage());
        return json;
    }

    /** A stale source as JSON for scripts. */
    public static Map<String, Object> staleSourceJson(StaleSource stale) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("source", stale.source());
        json.put("date", stale.date());
        json.put("last_delivered", stale.lastDelivered().orElse(null));
        return json;
    }

    private static Map<String, Object> sourceJson(NightReport.SourceReport source) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("source", source.source());
        json.put("date", source.date());
        json.put("load_id", source.loadId());
        json.put("outcome", !source.isVisible() ? "failed" : source.isKnown() ? "nothing new" : "published");
        json.put("message", source.fault().map(Fault::getMessage).orElse(null));
        json.put("files", source.files().stream().map(FileLedger::row).toList());
        return json;
    }

    private static List<String> row(NightReport.SourceReport source) {
        Map<String, BigDecimal> money = new TreeMap<>();
        long read = 0;
        long loaded = 0;
        long quarantined = 0;
        long duplicates = 0;
        long leftOut = 0;
        for (LedgerFile file : source.files()) {
            read += file.read();
            loaded += file.loaded();
            quarantined += file.quarantined();
            duplicates += file.duplicates();
            leftOut += file.leftOut();
            file.money().forEach((currency, sum) -> money.merge(currency, sum, BigDecimal::add));
        }
        String outcome = source.fault()
                .map(fault -> fault.kind().name().toLowerCase(java.util.Locale.ROOT))
                .orElse("");
        return List.of(
                source.date().toString(),
                source.source(),
                Integer.toString(source.files().size()),
                String.format("%,d", read),
                String.format("%,d", loaded),
                String.format("%,d", quarantined),
                String.format("%,d", duplicates),
                String.format("%,d", leftOut),
                money.entrySet().stream()
                        .map(sum -> sum.getValue().stripTrailingZeros().toPlainString() + " " + sum.getKey())
                        .reduce((a, b) -> a + ", " + b)
                        .orElse(""),
                source.isKnown() && outcome.isEmpty() ? "nothing new" : outcome);
    }

    private static boolean isAllLeftOut(LedgerFile file) {
        return file.outcome().equals("loaded")
                && file.leftOut() > 0
                && file.leftOut() + file.duplicates() == file.read();
    }
}
