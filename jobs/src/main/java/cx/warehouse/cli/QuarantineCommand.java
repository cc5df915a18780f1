package cx.warehouse.cli;

import cx.warehouse.cli.option.OptionConverters;
import cx.warehouse.cli.option.RowFormatOption;
import cx.warehouse.cli.option.WarehouseOptions;
import cx.warehouse.cli.show.JsonPrinter;
import cx.warehouse.cli.show.NightSummary;
import cx.warehouse.cli.show.ProgressDisplay;
import cx.warehouse.cli.show.RowPrinter;
import cx.warehouse.files.Fault;
import cx.warehouse.night.Night;
import cx.warehouse.night.NightReport;
import cx.warehouse.night.QuarantinedDelivery;
import cx.warehouse.night.Warehouse;
import cx.warehouse.settings.Settings;
import java.time.LocalDate;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Runs {@code cxw quarantine}, which lists and shows quarantined rows with their reasons and replays their deliveries.
 */
@Command(
        name = "quarantine",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Rows that broke their contract wait in quarantine, whole, with every reason; files that could not be read are listed with them.",
            "Fix the contract in schemas/sources (or accounts.csv), try it with `cxw check --source S --file F`, then replay."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  cxw quarantine list",
            "  cxw quarantine show --source google_ads_report --reason number",
            "  cxw quarantine replay --source google_ads_report"
        })
final class QuarantineCommand implements Runnable {

    /** Restricts a command to one source, one date or both. */
    static final class Selection {

        @Option(names = "--source", paramLabel = "S", description = "Only this source.")
        private String source;

        @Option(
                names = "--date",
                paramLabel = "DATE",
                converter = OptionConverters.DateConverter.class,
                description = "Only this delivery date.")
        private LocalDate date;

        boolean matches(QuarantinedDelivery held) {
            return (source == null || source.equals(held.source())) && (date == null || date.equals(held.date()));
        }

        /** The same restriction as an SQL condition on the columns of the ledger and the quarantine. */
        String where() {
            return (source == null ? "true" : "source = " + quote(source))
                    + (date == null ? "" : " and business_date = date " + quote(date.toString()));
        }

        static String quote(String value) {
            return "'" + value.replace("'", "''") + "'";
        }
    }

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description =
                    "Counts quarantined rows by source, date, column and reason, with the first of each, and lists the files that were rejected whole.")
    int list(@Mixin Selection part, @Mixin RowFormatOption rows, @Mixin WarehouseOptions places) {
        return answer(
                places.settings(),
                "with told as (select q.business_date, q.source, q.path || coalesce(' ' || q.member, '') as path, q.line, unnest(cast(q.reasons as json[])) as told"
                        + " from quarantine q where " + part.where() + ")"
                        + " select business_date as date, source, lower(told->>'code') as reason, coalesce(told->>'column', '') as \"column\","
                        + " count(*) as rows, arg_min(path || ' line ' || line, (path, line)) as first,"
                        + " arg_min(told->>'message', (path, line)) as why from told group by all"
                        + " union all by name select business_date as date, source, 'rejected' as reason, '' as \"column\", null as rows,"
                        + " path as first, message as why from ledger_file where outcome = 'rejected' and "
                        + part.where()
                        + " order by date, source, rows desc nulls first, reason, \"column\", first",
                rows.format());
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Shows quarantined rows as they were delivered. They may hold personal data.")
    int show(
            @Mixin Selection part,
            @Option(
                            names = "--reason",
                            paramLabel = "REASON",
                            description = "Only rows with this reason, as `list` names it: number, date, enum, ...")
                    String reason,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "20",
                            description = "The largest number of rows to show (default: 20).")
                    int limit,
            @Mixin RowFormatOption rows,
            @Mixin WarehouseOptions places) {
        String codes = "reasons->>'$[*].code'";
        return answer(
                places.settings(),
                "select business_date as date, source, path, member, line,"
                        + " array_to_string(reasons->>'$[*].message', '; ') as why, raw"
                        + " from quarantine where " + part.where()
                        + (reason == null
                                ? ""
                                : " and list_contains(" + codes + ", upper(" + Selection.quote(reason) + "))")
                        + " order by date, source, path, member, line limit " + limit,
                rows.format());
    }

    @Command(
            name = "replay",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Reads deliveries with rows in quarantine, or rejected files, again from landing, if their contract or accounts were fixed since;"
                        + " the facts are then as if the first reading had been right.",
                "A delivery whose contract has not changed is skipped."
            })
    int replay(
            @Mixin Selection part,
            @Option(names = "--json", description = "Print the summary as JSON, and nothing else, on standard output.")
                    boolean isJson,
            @Mixin WarehouseOptions places) {
        Settings settings = places.settings();
        WarehouseOptions.warnOfDemoKey(settings);
        try (ProgressDisplay watch = ProgressDisplay.open(isJson);
                Warehouse warehouse = WarehouseOptions.openWarehouse(settings)) {
            NightReport report = new Night(warehouse, watch).replay(part::matches);
            watch.close();
            if (!isJson && report.sources().stream().allMatch(NightReport.SourceReport::isKnown)) {
                System.out.println(
                        report.dates().isEmpty()
                                ? "Nothing is in quarantine."
                                : "Nothing to replay: no contract was fixed since its rows were quarantined. `cxw quarantine list` shows the reasons.");
                return report.exitCode();
            }
            NightSummary.print(report, isJson, watch.elapsedTime());
            return report.exitCode();
        } catch (Fault e) {
            if (isJson) {
                JsonPrinter.printLine(NightSummary.json(List.of(), e));
            }
            throw e;
        }
    }

    private static int answer(Settings settings, String query, RowPrinter.OutputFormat format) {
        try (DuckDbQueries analyst = DuckDbQueries.open(settings, query)) {
            SqlCommand.answer(analyst, query, format, System.out);
        }
        return 0;
    }
}
