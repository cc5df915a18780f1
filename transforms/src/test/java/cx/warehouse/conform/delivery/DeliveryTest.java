package cx.warehouse.conform.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.conform.SourceChecks;
import cx.warehouse.conform.SourceChecks.ParsedFile;
import cx.warehouse.conform.TestContracts;
import cx.warehouse.conform.delivery.FileReport.FileOutcome;
import cx.warehouse.contract.DeclarationText;
import cx.warehouse.contract.Declarations;
import cx.warehouse.contract.SourceContract;
import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Files delivered together: column names and lookups from companions, and a manifest that must match first. */
class DeliveryTest {
    private static final SourceContract CONTRACT = Declarations.read(
                    List.of(new DeclarationText("shop_visit.yaml", """
                    source: shop_visit
                    family: web
                    vendor: shop
                    description: Visits of a shop.
                    drop:
                      file: '\\d+-(?<day>\\d+)\\.tsv'
                      with: {names: 'names-(?<day>\\d+)\\.tsv', devices: 'devices\\.tsv'}
                      manifest:
                        file: '(?<day>\\d+)\\.manifest'
                        entries: '(?m)^(?<name>\\S+) (?<size>\\d+) (?<sha256>\\w+)$'
                    account: vendor
                    format: {type: delimited, delimiter: tab, quote: none, header: {from: {in: names}}}
                    key: [id]
                    columns:
                      - {name: id, required: true}
                      - {name: device, lookup: {in: devices}}
                      - {name: devices, from: seen, lookup: {in: devices, separator: ','}}
                      - {name: note}
                    """)))
            .sources()
            .get(0);

    private final Map<String, String> texts = new TreeMap<>(Map.of(
            "1-06.tsv", "a1\t7\t7,9,8\tx\n",
            "2-06.tsv", "a2\t9\t\ty\n",
            "names-06.tsv", "id\tdevice\tseen\tnote\n",
            "names-07.tsv", "note\tid\tseen\tdevice\n",
            "devices.tsv", "7\tmobile\n8\tdesktop\n"));

    @Test
    void filesAreReadWithTheCompanionsOfTheirDay() {
        vouchFor("06", "1-06.tsv", "2-06.tsv");
        texts.put("1-07.tsv", "z\tb1\t\t8\n");
        vouchFor("07", "1-07.tsv");
        assertThat(read("1-06.tsv")).isEqualTo("a1 | mobile | mobile,9,desktop | x");
        assertThat(read("2-06.tsv")).isEqualTo("a2 | 9 | null | y");
        assertThat(read("1-07.tsv")).isEqualTo("b1 | desktop | null | z");
        assertThat(others()).isEqualTo("""
                06.manifest LOADED belongs to 1-06.tsv
                07.manifest LOADED belongs to 1-07.tsv
                devices.tsv LOADED belongs to 1-06.tsv
                names-06.tsv LOADED belongs to 1-06.tsv
                names-07.tsv LOADED belongs to 1-07.tsv""");
    }

    @Test
    void aFileWithoutItsManifestWaits() {
        assertThat(delivery().readyFiles()).isEmpty();
        assertThat(others()).isEqualTo("""
                1-06.tsv WAITING shop_visit 1-06.tsv: waits for its manifest
                2-06.tsv WAITING shop_visit 2-06.tsv: waits for its manifest
                devices.tsv WAITING shop_visit devices.tsv: belongs to 1-06.tsv, which waits
                names-06.tsv WAITING shop_visit names-06.tsv: belongs to 1-06.tsv, which waits
                names-07.tsv LOADED belongs to no file of its delivery""");
        vouchFor("06", "1-06.tsv", "2-06.tsv");
        assertThat(delivery().readyFiles()).extracting(LandedFile::name).containsExactly("1-06.tsv", "2-06.tsv");
    }

    @Test
    void aFileWithoutACompanionWaits() {
        vouchFor("06", "1-06.tsv");
        texts.remove("devices.tsv");
        texts.remove("names-06.tsv");
        assertThat(others())
                .contains("1-06.tsv WAITING shop_visit 1-06.tsv: waits for its devices and names")
                .contains("06.manifest WAITING shop_visit 06.manifest: belongs to 1-06.tsv, which waits");
    }

    @Test
    void allWaitForTheLastFileThatTheirManifestNames() {
        vouchFor("06", "1-06.tsv", "2-06.tsv");
        texts.remove("2-06.tsv");
        assertThat(delivery().readyFiles()).isEmpty();
        assertThat(others())
                .contains(
                        "1-06.tsv WAITING shop_visit 1-06.tsv: waits for 2-06.tsv, which the manifest 06.manifest names")
                .contains(
                        "06.manifest WAITING shop_visit 06.manifest: waits for 2-06.tsv, which the manifest 06.manifest names")
                .contains("devices.tsv WAITING shop_visit devices.tsv: belongs to 1-06.tsv, which waits");
    }

    @Test
    void aDeliveryThatContradictsItsManifestIsNotRead() {
        vouchFor("06", "1-06.tsv", "2-06.tsv");
        texts.put("2-06.tsv", "a2\t9\t\t");
        assertThat(delivery().readyFiles()).isEmpty();
        assertThat(others())
                .contains("1-06.tsv REJECTED shop_visit 1-06.tsv: its manifest 06.manifest does not match: "
                        + "2-06.tsv has the sha256 ")
                .contains("2-06.tsv has the size 6, not 8")
                .contains("06.manifest REJECTED shop_visit 06.manifest: belongs to 1-06.tsv, which is rejected")
                .contains("devices.tsv REJECTED shop_visit devices.tsv: belongs to 1-06.tsv, which is rejected");
    }

    @Test
    void aFileThatItsManifestDoesNotNameIsRefused() {
        vouchFor("06", "1-06.tsv");
        assertThat(others())
                .contains("2-06.tsv REJECTED shop_visit 2-06.tsv: its manifest 06.manifest does not name it");
        assertThat(delivery().readyFiles()).extracting(LandedFile::name).containsExactly("1-06.tsv");
        assertThat(others()).contains("06.manifest LOADED belongs to 1-06.tsv");
        texts.put("06.manifest", "<html>");
        assertThat(others()).contains("1-06.tsv REJECTED").contains("it names no file at all");
        texts.keySet().removeIf(name -> name.endsWith("-06.tsv") && !name.startsWith("names"));
        assertThat(others()).contains("06.manifest REJECTED shop_visit 06.manifest: it names no file at all");
    }

    @Test
    void companionsOfAnUnreadableFileAreNotLoadedEither() {
        vouchFor("06", "1-06.tsv", "2-06.tsv");
        assertThat(companions(Set.of("2026-04-07/shop/1-06.tsv"))).contains("names-06.tsv LOADED belongs to 2-06.tsv");
        assertThat(companions(Set.of("2026-04-07/shop/1-06.tsv", "2026-04-07/shop/2-06.tsv")))
                .contains("names-06.tsv REJECTED shop_visit names-06.tsv: belongs to 1-06.tsv, which is rejected")
                .contains("06.manifest REJECTED");
    }

    private void vouchFor(String day, String... names) {
        texts.put(
                day + ".manifest",
                List.of(names).stream()
                        .map(name -> name + " " + texts.get(name).length() + " " + sha256(texts.get(name)))
                        .collect(Collectors.joining("\n")));
    }

    private Delivery delivery() {
        return Delivery.of(
                CONTRACT,
                texts.entrySet().stream()
                        .map(file -> new LandedFile(
                                "2026-04-07/shop/" + file.getKey(),
                                "sha",
                                TestContracts.DELIVERY,
                                file.getValue().length(),
                                "load-1"))
                        .toList(),
                this::open);
    }

    private ByteArrayInputStream open(LandedFile file) {
        return new ByteArrayInputStream(texts.get(file.name()).getBytes(UTF_8));
    }

    private String read(String name) {
        LandedFile file = delivery().readyFiles().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        ParsedFile parsed = SourceChecks.parse(CONTRACT, TestContracts.ACCOUNTS, file, this::open);
        assertThat(parsed.report().outcome()).as(parsed.report().message()).isEqualTo(FileOutcome.LOADED);
        return TestContracts.rows(parsed);
    }

    private String others() {
        return text(
                Stream.concat(delivery().unreadyReports().stream(), delivery().companionReports(Set.of()).stream()));
    }

    private String companions(Set<String> unreadable) {
        return text(delivery().companionReports(unreadable).stream());
    }

    private static String text(Stream<FileReport> reports) {
        return reports.map(report -> report.path().substring("2026-04-07/shop/".length()) + " " + report.outcome() + " "
                        + report.message())
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
