package cx.warehouse.conform;

import cx.warehouse.conform.SourceChecks.ParsedFile;
import cx.warehouse.conform.delivery.FileReport;
import cx.warehouse.conform.delivery.LandedFile;
import cx.warehouse.conform.delivery.QuarantinedRow.QuarantineReason;
import cx.warehouse.conform.type.ReferenceData;
import cx.warehouse.contract.DeclarationText;
import cx.warehouse.contract.Declarations;
import cx.warehouse.contract.SourceContract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;

/** Common parts of tests of reading: the project's declarations, small contracts, and files read as text. */
public final class TestContracts {
    public static final LocalDate DELIVERY = LocalDate.parse("2026-04-07");
    public static final ReferenceData ACCOUNTS = ReferenceData.accounts("accounts.csv", """
            vendor,account_id,account_name,time_zone,currency,number_format
            shop,eu,Shop EU,Europe/Berlin,EUR,en-US
            """);

    private TestContracts() {}

    /** All declarations of the project. */
    public static Declarations all() {
        List<DeclarationText> documents = new ArrayList<>();
        for (String folder : List.of("sources", "tables/conformed")) {
            try (Stream<Path> files = Files.list(schemas().resolve(folder))) {
                for (Path file : files.sorted().toList()) {
                    documents.add(new DeclarationText(
                            "schemas/" + folder + "/" + file.getFileName(), Files.readString(file)));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Declarations.read(documents);
    }

    public static Path schemas() {
        return Path.of(System.getProperty("cxw.home", ".."), "schemas");
    }

    public static String text(String path) {
        try {
            return Files.readString(schemas().resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A contract of a shop with an id, a day, an amount and a note, changed by further lines of YAML. */
    public static SourceContract shop(String format, String... more) {
        String yaml = """
                source: shop_sale
                family: ad
                vendor: shop
                description: Sales of a shop.
                drop: {file: '.*'}
                account: vendor
                key: [id]
                activity: day
                columns:
                  - {name: id, id: true, required: true}
                  - {name: day, type: date, required: true}
                  - {name: amount, from: [amount, total], type: "decimal(18,2)", min: 0}
                  - {name: note, pii: true}
                """ + format + "\n" + String.join("\n", more);
        return Declarations.read(List.of(new DeclarationText("schemas/sources/shop_sale.yaml", yaml)))
                .sources()
                .get(0);
    }

    /** A contract of the shop that fills the shape {@code part} by a mapping, in flow style. */
    public static DeclarationText shopFilling(String mapping) {
        String yaml = """
                source: shop_sale
                family: ad
                vendor: shop
                description: Sales of a shop.
                drop: {file: '.*'}
                account: vendor
                format: {type: delimited}
                key: [id]
                columns:
                  - {name: id}
                  - {name: note}
                  - {name: amount, type: "decimal(18,2)"}
                conform:
                  part:""" + " " + mapping + "\n";
        return new DeclarationText("shop.yaml", yaml);
    }

    public static SourceContract csv(String... more) {
        return shop("format: {type: delimited}", more);
    }

    public static SourceContract lines(String... more) {
        return shop("format: {type: json, shape: lines}", more);
    }

    public static SourceContract array(String... more) {
        return shop("format: {type: json, shape: array}", more);
    }

    public static ParsedFile read(SourceContract contract, String text) {
        return read(contract, "sales.csv", text.getBytes(StandardCharsets.UTF_8));
    }

    public static ParsedFile read(SourceContract contract, String name, byte[] bytes) {
        LandedFile file = new LandedFile("2026-04-07/shop/" + name, "sha", DELIVERY, bytes.length, "load-1");
        ParsedFile parsed = SourceChecks.parse(contract, ACCOUNTS, file, any -> new ByteArrayInputStream(bytes));
        FileReport report = parsed.report();
        if (report.read() != report.loaded() + report.quarantined() + report.duplicates() + report.leftOut()
                || report.loaded() != parsed.rows().size()
                || report.quarantined() != parsed.quarantinedRows().size()) {
            throw new AssertionError("does not add up: " + report);
        }
        return parsed;
    }

    /** The first four cells of the good rows, one row per line. */
    public static String rows(ParsedFile parsed) {
        return parsed.rows().stream().map(row -> row(row, parsed.schema())).collect(Collectors.joining("\n"));
    }

    /** Line and codes of each reject: {@code 3 number.amount}. */
    public static String rejects(ParsedFile parsed) {
        return parsed.quarantinedRows().stream()
                .map(reject -> reject.line() + " "
                        + reject.reasons().stream().map(TestContracts::reason).collect(Collectors.joining(" ")))
                .collect(Collectors.joining("\n"));
    }

    private static String row(InternalRow row, StructType schema) {
        return IntStream.range(0, 4)
                .mapToObj(at -> cellText(row, at, schema.apply(at).dataType()))
                .collect(Collectors.joining(" | "));
    }

    private static String cellText(InternalRow row, int at, DataType type) {
        if (row.isNullAt(at)) {
            return "null";
        }
        if (type instanceof MapType) {
            return map(row, at).entrySet().stream()
                    .map(member -> member.getKey() + " -> " + member.getValue())
                    .collect(Collectors.joining(", ", "Map(", ")"));
        }
        return (type instanceof DateType ? LocalDate.ofEpochDay(row.getInt(at)) : row.get(at, type)).toString();
    }

    /** The members of a map of texts, in order. */
    public static Map<String, String> map(InternalRow row, int at) {
        MapData map = row.getMap(at);
        Map<String, String> members = new LinkedHashMap<>();
        for (int member = 0; member < map.numElements(); member++) {
            members.put(
                    map.keyArray().getUTF8String(member).toString(),
                    map.valueArray().getUTF8String(member).toString());
        }
        return members;
    }

    private static String reason(QuarantineReason reason) {
        return reason.code().word() + (reason.column() == null ? "" : "." + reason.column());
    }
}
