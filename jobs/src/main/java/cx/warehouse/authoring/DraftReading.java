package cx.warehouse.authoring;

import cx.warehouse.conform.SourceChecks;
import cx.warehouse.conform.delivery.FileReport;
import cx.warehouse.conform.delivery.QuarantinedRow;
import cx.warehouse.contract.SourceContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One file, read by the contract that was drafted from it. */
record DraftReading(SourceContract contract, SourceChecks.ParsedFile file) {

    private static final int SHOWN = 5;

    /** The counts of the file's rows, its drift, and its first quarantined rows. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(isRejected() ? name() + ": rejected: " + report().message() : counts());
        report().drift().forEach(drift -> lines.add("  " + drift));
        file.quarantinedRows().stream()
                .limit(SHOWN)
                .map(QuarantinedRow::message)
                .forEach(row -> lines.add("  quarantined: " + row));
        if (report().quarantined() > SHOWN) {
            lines.add(String.format(Locale.ROOT, "  and %,d more quarantined rows", report().quarantined() - SHOWN));
        }
        return lines;
    }

    /** The reason why the file does not load; empty when it loads. */
    Optional<String> refusal() {
        FileReport report = report();
        if (isRejected()) {
            return Optional.of(report.message());
        }
        boolean isNothingLoaded = report.read() > 0 && report.loaded() == 0;
        if (!isNothingLoaded && contract.allowsQuarantined(report.quarantined(), report.read())) {
            return Optional.empty();
        }
        String reason =
                report.message().isEmpty() ? file.quarantinedRows().get(0).message() : report.message();
        return Optional.of(counts() + "; " + reason);
    }

    private String counts() {
        return String.format(
                Locale.ROOT,
                "%s: %,d read = %,d loaded + %,d quarantined + %,d duplicates + %,d left out",
                name(),
                report().read(),
                report().loaded(),
                report().quarantined(),
                report().duplicates(),
                report().leftOut());
    }

    private boolean isRejected() {
        return report().outcome() == FileReport.FileOutcome.REJECTED;
    }

    private String name() {
        return report().path().substring(report().path().lastIndexOf('/') + 1);
    }

    private FileReport report() {
        return file.report();
    }
}
