package cx.warehouse.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.csv",
                "a.csv.gz",
                "a.csv.GZ",
                "a.csv.zip",
                "a.csv.tar.gz",
                "a.csv.tgz",
                "a.csv.Tar.Gz",
            })
    void anyFileMayComePacked(String name) {
        assertThat(drop("a\\.csv").hasRows(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.csv.bz2", "a.csv.gz.gz", "a.csv.old", "xa.csv", "a.csvx", ".gz", ""})
    void aNameMustMatchWhole(String name) {
        assertThat(drop("a\\.csv").hasRows(name)).isFalse();
    }

    @Test
    void aPatternMayNameThePackingItself() {
        Drop drop = drop("export_(?<date>\\d+)\\.zip");
        assertThat(drop.hasRows("export_20260407.zip")).isTrue();
        assertThat(drop.hasRows("export_20260407.zip.gz")).isTrue();
        assertThat(drop.hasRows("export_20260407")).isFalse();
        assertThat(drop.group("export_20260407.zip", "date")).contains("20260407");
    }

    @Test
    void aPatternForEverythingSeesThePackedNameWhole() {
        assertThat(drop("(?<account>.*)").group("a.csv.gz", "account")).contains("a.csv.gz");
    }

    @Test
    void groupsThatDoNotMatchAreEmpty() {
        Drop drop = drop("(?<account>\\d+)(_(?<date>\\d+))?\\.csv");
        assertThat(drop.group("7_20260407.csv.gz", "date")).contains("20260407");
        assertThat(drop.group("7.csv", "date")).isEmpty();
        assertThat(drop.group("7.csv", "day")).isEmpty();
        assertThat(drop.group("other.csv", "account")).isEmpty();
    }

    @Test
    void lookBehindIsNoGroup() {
        assertThat(Drop.groupNames(Pattern.compile("(?<!x)(?<=y)(?:z)(?<day>\\d)(?<no1>a)")))
                .containsExactly("day", "no1");
    }

    @Test
    void companionsAndManifestsMatchButHaveNoRows() {
        Drop drop = new Drop(
                Pattern.compile("a\\.csv"),
                null,
                new TreeMap<>(Map.of("names", Pattern.compile("names\\.csv"))),
                new Drop.Manifest(Pattern.compile("a\\.md5"), Pattern.compile("(?<name>.*) (?<md5>.*)")));
        for (String name : new String[] {"names.csv", "a.md5"}) {
            assertThat(drop.matches(name)).as(name).isTrue();
            assertThat(drop.hasRows(name)).as(name).isFalse();
        }
        assertThat(drop.matches("a.csv")).isTrue();
        assertThat(drop.matches("b.csv")).isFalse();
        assertThat(drop.isAccompanied()).isTrue();
        assertThat(drop("a\\.csv").isAccompanied()).isFalse();
    }

    @Test
    void aManifestAloneAccompaniesItsFiles() {
        Drop drop = new Drop(
                Pattern.compile("a"),
                null,
                new TreeMap<>(),
                new Drop.Manifest(Pattern.compile("m"), Pattern.compile("")));
        assertThat(drop.isAccompanied()).isTrue();
    }

    @Test
    void companionsBelongToFilesWhoseGroupsSayTheSame() {
        Drop drop = drop("(?<shop>[a-z]+)-(?<day>\\d+)\\.tsv");
        Pattern ofDay = Pattern.compile("names-(?<day>\\d+)\\.tsv");
        assertThat(drop.belongs("eu-06.tsv", ofDay, "names-06.tsv")).isTrue();
        assertThat(drop.belongs("eu-06.tsv.gz", ofDay, "names-06.tsv")).isTrue();
        assertThat(drop.belongs("eu-06.tsv", ofDay, "names-07.tsv")).isFalse();
        assertThat(drop.belongs("eu-06.tsv", ofDay, "heads-06.tsv")).isFalse();
    }

    @Test
    void groupsOfOneNameAloneAreNotCompared() {
        Drop drop = drop("(?<shop>[a-z]+)\\.tsv");
        assertThat(drop.belongs("eu.tsv", Pattern.compile("names-(?<day>\\d+)\\.tsv"), "names-07.tsv"))
                .isTrue();
    }

    @Test
    void groupsAreComparedWithoutCase() {
        Drop drop = drop("(?i)(?<shop>[a-z]+)\\.tsv");
        Pattern names = Pattern.compile("(?<shop>\\w+)-names\\.tsv");
        assertThat(drop.belongs("EU.tsv", names, "eu-names.tsv")).isTrue();
        assertThat(drop.belongs("EU.tsv", names, "us-names.tsv")).isFalse();
    }

    @Test
    void companionsCannotBeChangedFromOutside() {
        TreeMap<String, Pattern> with = new TreeMap<>(Map.of("names", Pattern.compile("n")));
        Drop drop = new Drop(Pattern.compile("a"), null, with, null);
        with.clear();
        drop.with().clear();
        assertThat(drop.with()).containsOnlyKeys("names");
    }

    private static Drop drop(String file) {
        return new Drop(Pattern.compile(file), null);
    }
}
