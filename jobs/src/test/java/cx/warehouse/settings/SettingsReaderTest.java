package cx.warehouse.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import cx.warehouse.files.Fault;
import cx.warehouse.night.BusinessSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the layers of settings, and the faults of each. */
class SettingsReaderTest {

    private static final Path HOME = Path.of(System.getProperty("cxw.home"));

    @TempDir
    Path folder;

    @Test
    void everySettingOfTheFileHasAComponentAndEveryComponentASetting() throws IOException {
        Set<String> declared = new TreeSet<>();
        SettingSection.concat(SettingsReader.SECTIONS, BusinessSettings.SECTIONS)
                .forEach(section -> declared.addAll(section.keys()));
        Set<String> written = new TreeSet<>();
        collectKeys("", new YAMLMapper().readTree(Files.readString(HOME.resolve("cxw.yaml"))), written);
        assertThat(written).isEqualTo(declared);
    }

    @Test
    void everySettingHasAVariableOfItsOwn() {
        Map<String, String> keys = new TreeMap<>();
        SettingSection.concat(SettingsReader.SECTIONS, BusinessSettings.SECTIONS).stream()
                .flatMap(section -> section.keys().stream())
                .forEach(key -> assertThat(keys.put(SettingLayers.variable(key), key))
                        .as(key)
                        .isNull());
        assertThat(keys).containsEntry("CXW_S3_PATH_STYLE", "s3.path-style");
    }

    @Test
    void noRecordOfSettingsHasMoreThanEightComponents() {
        SettingSection.concat(SettingsReader.SECTIONS, BusinessSettings.SECTIONS)
                .forEach(section -> assertThat(section.type().getRecordComponents())
                        .as(section.type().getName())
                        .hasSizeLessThanOrEqualTo(8));
        assertThat(Settings.class.getRecordComponents()).hasSizeLessThanOrEqualTo(8);
    }

    @Test
    void eachLayerOverlaysTheOneBelow() throws IOException {
        Settings settings = read(
                """
                root: /from/file
                zone: Europe/Berlin
                currency: EUR
                night: {lease: 2m}
                bi.keep-versions: 5
                """,
                Map.of("CXW_ZONE", "Asia/Tokyo", "CXW_ROOT", "/from/environment"),
                Map.of("root", "/from/options"));
        assertThat(settings.root()).isEqualTo("/from/options");
        assertThat(settings.zone()).hasToString("Asia/Tokyo");
        assertThat(settings.currency()).hasToString("EUR");
        assertThat(settings.night().lease()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.limits().bi().keepVersions()).isEqualTo(5);
        assertThat(settings.night().sourcesAtOnce()).as("the default").isEqualTo(4);
    }

    @Test
    void anOptionWithoutValueSetsNothing() throws IOException {
        Map<String, String> options = new HashMap<>();
        options.put("root", null);
        assertThat(read("root: /from/file", Map.of(), options).root()).isEqualTo("/from/file");
    }

    @Test
    void listsAreYamlOrTextWithCommas() throws IOException {
        assertThat(read("required-sources: [crm_x, 'a, b']").requiredSources()).containsExactly("crm_x", "a, b");
        assertThat(read("required-sources: crm_x , ga4_event").requiredSources())
                .containsExactly("crm_x", "ga4_event");
        assertThat(readEnvironment("CXW_REQUIRED_SOURCES", "[crm_x, ga4_event]").requiredSources())
                .containsExactly("crm_x", "ga4_event");
        assertThat(readEnvironment("CXW_REQUIRED_SOURCES", " ").requiredSources())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"250ms, PT0.25S", "60s, PT1M", "30m, PT30M", "24h, PT24H", "30d, PT720H", "' 5m ', PT5M"})
    void lengthsOfTimeHaveAUnit(String text, Duration length) throws IOException {
        assertThat(read("night: {lease: '" + text + "'}").night().lease()).isEqualTo(length);
    }

    @Test
    void placesThatAreNotSetStandBesideOthers() throws IOException {
        Settings local = read("drop-zone: /data/drops/\nroot: /data/wh");
        assertThat(local.reference()).isEqualTo("/data/reference");
        assertThat(local.schemas()).containsExactly(HOME.resolve("schemas"));
        assertThat(local.database().url()).contains("/data/wh/state/cxw");
        assertThat(local.s3().endpoint()).isNull();
        assertThat(local.s3().region()).isNull();

        Settings remote = read("drop-zone: s3a://bucket/in/drops\nroot: s3a://bucket/wh\nschemas: /own/schemas");
        assertThat(remote.reference()).isEqualTo("s3a://bucket/in/reference");
        assertThat(remote.schemas()).containsExactly(Path.of("/own/schemas"));
        assertThat(remote.database().url()).contains(System.getProperty("user.home") + "/.cx-warehouse/");
        assertThat(read("drop-zone: s3a://bucket").reference()).isEqualTo("s3a://bucket/reference");
        assertThat(read("reference: /own").reference()).isEqualTo("/own");
    }

    @Test
    void aFileThatSetsNothingIsNoFault() throws IOException {
        assertThat(read("").zone()).hasToString("America/New_York");
        assertThat(read("# nothing\nexperience:\n  # visit-gap: 10m\ns3:\n").zone())
                .hasToString("America/New_York");
    }

    @Test
    void aValueOfNothingIsEmptyText() throws IOException {
        assertThat(read("reference:\ndrop-zone: /data/drops").reference()).isEqualTo("/data/reference");
    }

    @Test
    void everyFaultOfEveryLayerIsReportedAtOnce() {
        assertFault("""
                        zone: Europe/Berlinn
                        night: {lease: soon, sources-at-once: 0}
                        experience: {visit-gape: 10m, visit-gap: 0m}
                        """, Map.of("CXW_CURRENCY", "EURO", "CXW_S3_PATHSTYLE", "true"), Map.of("bi.keep-versions", "many"))
                .hasMessage("""
                        Cannot use the settings: 8 problems
                          FILE: experience.visit-gape: no such setting; did you mean `experience.visit-gap`?
                          environment: CXW_S3_PATHSTYLE: no such setting; did you mean `CXW_S3_PATH_STYLE`?
                          environment: CXW_CURRENCY: 'EURO' is not an ISO 4217 code such as EUR
                          FILE: zone: 'Europe/Berlinn' is not a time zone such as Europe/Berlin
                          FILE: night.lease: 'soon' is not a length of time such as 30m, 24h or 30d
                          FILE: night.sources-at-once: '0' is not a whole number from 1
                          command line: bi.keep-versions: 'many' is not a whole number from 1
                          FILE: experience.visit-gap: it must be above zero""".replace("FILE", file().toString()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "s3: {path-style: maybe}       | s3.path-style: 'maybe' is not true or false",
                "night: {lease: 30}            | night.lease: '30' is not a length of time such as 30m, 24h or 30d",
                "night: {lease: ''}            | night.lease: '' is not a length of time such as 30m, 24h or 30d",
                "night: {lease: 999999999999999999d} | night.lease: '999999999999999999d' is not a length of time",
                "docs: {keep-runs: 1.5}        | docs.keep-runs: '1.5' is not a whole number from 1",
                "docs: {keep-runs: 9999999999} | docs.keep-runs: '9999999999' is not a whole number from 1",
                "zone: [Europe/Berlin, UTC]    | zone: 'Europe/Berlin,UTC' is not a time zone",
                "zone: {name: UTC}             | zone.name: no such setting",
                "night: 4                      | night: is a section; its settings stand below it: night.lease,",
                "secret: x                     | secret: no such setting",
            })
    void aFaultNamesItsFileAndKey(String yaml, String message) {
        assertFault(yaml, Map.of(), Map.of()).hasMessageContaining("1 problem\n  " + file() + ": " + message);
    }

    @Test
    void aFileThatCannotBeReadIsNamed() {
        Path missing = folder.resolve("missing.yaml");
        assertThatThrownBy(() -> BusinessSettings.read(HOME, missing, Map.of(), Map.of()))
                .hasMessageContaining(missing + ": cannot be read: there is no such file");
        assertFault("root: [", Map.of(), Map.of()).hasMessageContaining(file() + ": cannot be read: ");
        assertFault("root: a\nroot: b", Map.of(), Map.of()).hasMessageContaining("Duplicate field 'root'");
        assertFault("- root", Map.of(), Map.of())
                .hasMessageContaining(file() + ": holds no settings: write `key: value` on each line");
    }

    @Test
    void aDefaultThatIsMissingIsNamed() throws IOException {
        Path home = Files.createDirectory(folder.resolve("home"));
        String defaults = Files.readString(HOME.resolve("cxw.yaml"));
        Files.writeString(home.resolve("cxw.yaml"), defaults.replace("  lease: 60s\n", ""));
        assertThatThrownBy(() -> BusinessSettings.read(home, null, Map.of(), Map.of()))
                .hasMessageContaining("1 problem\n  cxw.yaml: night.lease: is missing");
    }

    @Test
    void anUnknownOptionIsNamed() {
        assertFault("{}", Map.of(), Map.of("rot", "x"))
                .hasMessageContaining("command line: rot: no such setting; did you mean `root`?");
    }

    @Test
    void secretsComeFromTheEnvironmentAlone() throws IOException {
        assertFault("database: {password: hunter2}\nhash-key: hunter3", Map.of(), Map.of())
                .hasMessageContaining("database.password: secrets come from the environment: CXW_DATABASE_PASSWORD")
                .hasMessageContaining("hash-key: secrets come from the environment: CXW_HASH_KEY")
                .hasMessageNotContainingAny("hunter2", "hunter3");

        Settings settings = read(
                "database: {password: '', url: 'jdbc:postgresql://db/cx?password=hunter4&ssl=true'}",
                Map.of("CXW_DATABASE_PASSWORD", "hunter2", "CXW_HASH_KEY", "hunter3"),
                Map.of("spark.hadoop.fs.s3a.secret.key", "hunter5"));
        assertThat(settings.database().password()).isEqualTo("hunter2");
        assertThat(settings.hashKey()).isEqualTo("hunter3");
        assertThat(settings.hasDemoHashKey()).isFalse();
        assertThat(settings.toString())
                .contains("ssl=true", "spark.hadoop.fs.s3a.secret.key", "visitGap=PT30M")
                .doesNotContain("hunter");
    }

    @Test
    void aBlankHashKeyIsTheDemos() throws IOException {
        assertThat(readEnvironment("CXW_HASH_KEY", " ").hasDemoHashKey()).isTrue();
    }

    @Test
    void theLookbackOfEarlierVersionsIsRefusedWithItsTwoSuccessors() {
        assertFault("experience: {lookback: 60d}", Map.of("CXW_EXPERIENCE_LOOKBACK", "60d"), Map.of())
                .hasMessageContaining(file()
                        + ": experience.lookback: is no setting any more; set instead attribution.lookback (which"
                        + " touchpoints a conversion may credit) and rebuild.horizon (how many days back a night rebuilds"
                        + " visits and rows)")
                .hasMessageContaining(
                        "environment: CXW_EXPERIENCE_LOOKBACK: is no setting any more; set instead"
                                + " CXW_ATTRIBUTION_LOOKBACK (which touchpoints a conversion may credit) and CXW_REBUILD_HORIZON");
    }

    @Test
    void propertiesOfSparkPassThroughNestedOrDotted() throws IOException {
        Settings settings = read("""
                spark:
                  shuffle-partitions: 3
                  executor: {memory: 4g, cores: 2}
                  sql.files.maxPartitionBytes: 32m
                  jars: [a.jar, b.jar]
                  eventLog.enabled: false
                spark.task.maxFailures: 2
                """);
        assertThat(settings.spark().shufflePartitions()).isEqualTo(3);
        assertThat(settings.spark().master()).isEqualTo("local[*]");
        assertThat(settings.spark().properties())
                .containsOnly(
                        Map.entry("spark.executor.memory", "4g"),
                        Map.entry("spark.executor.cores", "2"),
                        Map.entry("spark.sql.files.maxPartitionBytes", "32m"),
                        Map.entry("spark.jars", "a.jar,b.jar"),
                        Map.entry("spark.eventLog.enabled", "false"),
                        Map.entry("spark.task.maxFailures", "2"));
    }

    @Test
    void aMisspelledSettingIsNoPropertyOfSpark() {
        assertFault("spark: {shufle-partitions: 4}", Map.of("CXW_SPARK_EXECUTOR_MEMORY", "4g"), Map.of())
                .hasMessageContaining(
                        "spark.shufle-partitions: no such setting; did you mean `spark.shuffle-partitions`?")
                .hasMessageContaining("environment: CXW_SPARK_EXECUTOR_MEMORY: no such setting");
    }

    @Test
    void aSectionThatWasNotReadIsNamed() throws IOException {
        Settings settings = read("{}");
        record Unread() {}
        assertThatThrownBy(() -> settings.part(Unread.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("their section was not read");
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertFault(
            String yaml, Map<String, String> environment, Map<String, String> options) {
        return assertThatThrownBy(() -> read(yaml, environment, options))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.USAGE));
    }

    private Settings readEnvironment(String name, String value) throws IOException {
        return read("{}", Map.of(name, value), Map.of());
    }

    private Settings read(String yaml) throws IOException {
        return read(yaml, Map.of(), Map.of());
    }

    private Settings read(String yaml, Map<String, String> environment, Map<String, String> options)
            throws IOException {
        Files.writeString(file(), yaml);
        return BusinessSettings.read(HOME, file(), environment, options);
    }

    private Path file() {
        return folder.resolve("own.yaml");
    }

    private static void collectKeys(String prefix, JsonNode node, Set<String> keys) {
        node.properties().forEach(entry -> {
            String key = prefix + entry.getKey();
            if (entry.getValue().isObject()) {
                collectKeys(key + ".", entry.getValue(), keys);
            } else {
                keys.add(key);
            }
        });
    }
}
