package cx.warehouse.infer;

import cx.warehouse.conform.SourceChecks;
import cx.warehouse.conform.delivery.LandedFile;
import cx.warehouse.conform.type.ReferenceData;
import cx.warehouse.contract.DeclarationText;
import cx.warehouse.contract.Declarations;
import cx.warehouse.contract.SourceContract;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads files with the reader of conform by temporary contracts, whose columns are called c0, c1 and so on. */
final class TrialReader {

    private final String header;
    private final List<String> leftOut;
    private final List<String> names;
    private final LocalDate delivery;

    /**
     * Prepares trials.
     *
     * @param header the setting that finds the header
     * @param leftOut the rules of {@code left_out}
     * @param names the vendor's column names
     * @param delivery the day of delivery, for the limits of times
     */
    TrialReader(String header, List<String> leftOut, List<String> names, LocalDate delivery) {
        this.header = header;
        this.leftOut = List.copyOf(leftOut);
        this.names = List.copyOf(names);
        this.delivery = delivery;
    }

    /**
     * Reads one file.
     *
     * @param missing texts that mean empty
     * @param settings settings of columns, by the vendor's name
     * @param most approximate limit in bytes for the rows, and again for the quarantined rows
     */
    SourceChecks.ParsedFile read(FileLayout layout, List<String> missing, Map<String, String> settings, long most) {
        StringBuilder yaml = new StringBuilder("source: trial\nfamily: crm\nvendor: trial\ndescription: a trial\n")
                .append("drop: {file: '.*'}\naccount: none\nquarantine_limit: 1\nformat: ")
                .append(layout.trial().format().yaml(header))
                .append("\nmissing: ")
                .append(YamlText.list(missing))
                .append("\nkey: [")
                .append(IntStream.range(0, names.size())
                        .mapToObj(at -> "c" + at)
                        .collect(Collectors.joining(", ")))
                .append("]\ncolumns:\n");
        for (int at = 0; at < names.size(); at++) {
            String setting = settings.getOrDefault(names.get(at), "");
            yaml.append("  - {name: c" + at + ", from: " + YamlText.text(names.get(at)))
                    .append(setting.isEmpty() ? "}\n" : ", " + setting + "}\n");
        }
        if (!leftOut.isEmpty()) {
            yaml.append("left_out:\n");
            leftOut.forEach(rule -> yaml.append("  - ").append(rule).append('\n'));
        }
        SourceContract contract = Declarations.read(List.of(new DeclarationText("the draft", yaml.toString())))
                .sources()
                .get(0);
        byte[] bytes = layout.trial().text().getBytes(StandardCharsets.UTF_8);
        LandedFile file = new LandedFile("trial/trial/trial", "", delivery, bytes.length, "");
        return SourceChecks.parse(
                contract, new ReferenceData(List.of()), file, one -> new ByteArrayInputStream(bytes), most);
    }
}
