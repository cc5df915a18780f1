package cx.warehouse.contract;

import static cx.warehouse.contract.VisitContract.faults;
import static cx.warehouse.contract.VisitContract.read;
import static cx.warehouse.contract.VisitContract.where;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DropParserTest {

    @Test
    void namesOfFilesAreReadWithoutCase() {
        Drop drop = read(where(
                        "drop",
                        "{file: 'visits\\.csv', member: 'v\\.csv', with: {names: 'n\\.csv'},"
                                + " manifest: {file: 'v\\.md5', entries: '(?<name>\\S+) (?<md5>\\S+)'}}"))
                .drop();
        assertThat(drop.hasRows("Visits.CSV")).isTrue();
        assertThat(drop.member().matcher("V.CSV").matches()).isTrue();
        assertThat(drop.matches("N.csv")).isTrue();
        assertThat(drop.matches("V.MD5")).isTrue();
    }

    @Test
    void membersCompanionsAndManifestMayBeLeftOut() {
        Drop drop = read(where("drop", "{file: 'v.*'}")).drop();
        assertThat(drop.member()).isNull();
        assertThat(drop.with()).isEmpty();
        assertThat(drop.manifest()).isNull();
    }

    @Test
    void theNameOfTheFileIsNeeded() {
        assertThat(faults(where("drop", "{member: x}"))).containsExactly("drop.file: is missing");
        assertThat(faults(where("drop", "'visits.*'")))
                .containsExactly("drop: expected a map, found `visits.*`", "drop.file: is missing");
    }

    @Test
    void everyPatternThatIsNoneIsNamed() {
        assertThat(
                        faults(
                                where(
                                        "drop",
                                        "{file: 'a[', member: '*', with: {names: '(', heads: ok}, manifest: {file: ')', entries: '{'}}")))
                .containsExactly(
                        "drop.file: `a[`: Unclosed character class near index 1",
                        "drop.member: `*`: Dangling meta character '*' near index 0",
                        "drop.with.names: `(`: Unclosed group near index 1",
                        "drop.manifest.file: `)`: Unmatched closing ')'",
                        "drop.manifest.entries: `{`: Illegal repetition near index 1");
    }

    @Test
    void anUnreadableCompanionIsNoUnknownCompanion() {
        assertThat(faults(where("drop", "{file: a, with: {names: '('}}")
                        .replace("{type: delimited}", "{type: delimited, header: {from: {in: names}}}")))
                .containsExactly("drop.with.names: `(`: Unclosed group near index 1");
    }

    @Test
    void aManifestNeedsItsFileAndItsEntries() {
        assertThat(faults(where("drop", "{file: a, manifest: {}}")))
                .containsExactly("drop.manifest.file: is missing", "drop.manifest.entries: is missing");
    }

    @Test
    void entriesNeedANameAndAProof() {
        String fault = "drop.manifest.entries: needs the group (?<name>…), and one at least of (?<size>…), (?<md5>…),"
                + " (?<sha256>…)";
        assertThat(faults(entries("(?<name>.*)"))).containsExactly(fault);
        assertThat(faults(entries("(?<size>.*)"))).containsExactly(fault);
        assertThat(faults(entries("(?<name>.*) (?<sha1>.*)"))).containsExactly(fault);
        for (String proof : new String[] {"size", "md5", "sha256"}) {
            assertThat(faults(entries("(?<name>.*) (?<" + proof + ">.*)"))).isEmpty();
        }
    }

    @Test
    void unknownKeysAreFaultsOfDropAndManifest() {
        assertThat(
                        faults(
                                where(
                                        "drop",
                                        "{file: a, files: b, folder: c, manifest: {file: m, entries: '(?<name>a)(?<size>b)', entry: x}}")))
                .containsExactly(
                        "drop.manifest.entry: no such key; known: entries, file",
                        "drop.files: no such key; did you mean `file`?",
                        "drop.folder: no such key; known: file, manifest, member, with");
    }

    @Test
    void companionsAreAMapOfPatterns() {
        assertThat(faults(where("drop", "{file: a, with: [names]}")))
                .containsExactly("drop.with: expected a map, found a list");
        assertThat(faults(where("drop", "{file: a, with: {names: [n]}}")))
                .containsExactly("drop.with.names: expected a text, found a list");
    }

    private static String entries(String pattern) {
        return where("drop", "{file: a, manifest: {file: m, entries: '" + pattern + "'}}");
    }
}
