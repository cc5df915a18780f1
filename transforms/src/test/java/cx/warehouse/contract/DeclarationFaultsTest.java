package cx.warehouse.contract;

import static cx.warehouse.contract.VisitContract.SHAPE;
import static cx.warehouse.contract.VisitContract.YAML;
import static cx.warehouse.contract.VisitContract.faults;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults of whole documents, and the message that shows the faults of several documents together. */
class DeclarationFaultsTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "\n# nothing but a comment\n", "- a\n- b\n", "just words", "42"})
    void aDocumentIsAMap(String text) {
        assertThat(document(text)).containsExactly(": is not a map of keys and values");
    }

    @Test
    void brokenYamlIsNamedByItsLine() {
        assertThat(document("source: web\nkey: [id\nfamily: web\n"))
                .singleElement()
                .asString()
                .startsWith(": line 3: while parsing a flow sequence");
    }

    @Test
    void aKeyThatStandsTwiceIsNamedByItsLine() {
        assertThat(document("table: a.b\ngrain: x\ngrain: y\n")).containsExactly(": line 3: Duplicate field 'grain'");
    }

    @Test
    void aDocumentDeclaresASourceOrATable() {
        assertThat(document("sauce: web\n"))
                .containsExactly(": is neither a source contract (key `source`) nor a table contract (`table`)");
        assertThat(document("source:\n"))
                .containsExactly(": is neither a source contract (key `source`) nor a table contract (`table`)");
    }

    @Test
    void aKeyWithoutAValueIsMissing() {
        assertThat(faults(YAML.replace("vendor: web", "vendor:").replace("key: [id]", "key: ~")))
                .containsExactly("vendor: is missing", "key: is missing");
        assertThat(faults(YAML.replace("vendor: web", "vendor: ''").replace("name: at", "name: ''")))
                .contains("vendor: is missing", "columns..name: is missing");
    }

    @Test
    void alikeNamesColumnsOfTheContract() {
        assertThat(faults(VisitContract.with("alike: {by: [id, colour], earliest: id}")))
                .containsExactly(
                        "alike.by: no column `colour`", "alike.earliest: `id` is neither a date nor a timestamp");
        assertThat(faults(VisitContract.with("alike: {earliest: at, latest: at}")))
                .containsExactly("alike.by: is missing", "alike.latest: no such key; known: by, earliest");
        assertThat(VisitContract.read(VisitContract.with("alike: {by: id, earliest: at}"))
                        .alike())
                .isEqualTo(new SourceContract.Alike(List.of("id"), "at"));
    }

    @Test
    void columnsWithoutNamesAreNotTakenForOneAnother() {
        assertThat(faults(YAML.replace("{name: at, type: timestamp}", "{type: date}\n  - {type: int}")
                        .replace(", started_at: at", ", started_at: id")))
                .containsExactly("columns.2.name: is missing", "columns.3.name: is missing");
    }

    @Test
    void textsAndListsAreToldFromMaps() {
        assertThat(faults(YAML.replace("vendor: web", "vendor: [web]").replace("key: [id]", "key: {id: 1}")))
                .containsExactly(
                        "vendor: expected a text, found a list",
                        "key: expected a text or a list of texts, found a map",
                        "key: is missing");
        assertThat(faults(YAML.replace("key: [id]", "key: [id, [at], {at: 1}]")))
                .containsExactly(
                        "key: expected texts in the list, found a list",
                        "key: expected texts in the list, found a map");
    }

    @Test
    void numbersAndFlagsMayStandForTexts() {
        SourceContract contract = VisitContract.read(
                YAML.replace("Visits.", "2026").replace("{name: id,", "{name: id, missing: [0, true, 1.50],"));
        assertThat(contract.description()).isEqualTo("2026");
        assertThat(contract.columns().get(0).missing()).containsExactly("0", "1.5", "true");
    }

    @Test
    void oneMapStandsForAListOfOneMap() {
        assertThat(VisitContract.read(YAML.replace("conform:", "left_out: {in: [a]}\nconform:"))
                        .leftOut())
                .hasSize(1);
    }

    @Test
    void conformIsAMapOfMaps() {
        assertThat(faults(YAML.replace("{visit_id: id, started_at: at}", "id")))
                .containsExactly("conform.visit: expected a list of maps, found `id`");
        assertThat(faults(YAML.substring(0, YAML.indexOf("conform:")) + "conform: [visit]\n"))
                .containsExactly("conform: expected a map, found a list");
    }

    @Test
    void aNameIsDeclaredOnce() {
        assertThat(faults(List.of(SHAPE, new DeclarationText("again.yaml", SHAPE.text()))))
                .containsExactly(": `conformed.visit` is declared in schemas/tables/conformed/visit.yaml already;"
                        + " choose another name");
        assertThat(faults(List.of(SHAPE, new DeclarationText("a.yaml", YAML), new DeclarationText("b.yaml", YAML))))
                .containsExactly(": `web_visit` is declared in a.yaml already; choose another name");
    }

    @Test
    void faultsOfSeveralDocumentsAreOneMessage() {
        assertThatThrownBy(() -> Declarations.read(List.of(
                        new DeclarationText("a.yaml", "table: x.y\ndescription: d\ngrain: g\nkeys: [a]\n"),
                        SHAPE,
                        new DeclarationText("b.yaml", "- 1\n"),
                        new DeclarationText("web.yaml", YAML.replace("family: web", "family: pets")))))
                .hasMessage("""
                        a.yaml: 2 problems
                          columns   is missing
                          keys      no such key; did you mean `key`?
                        b.yaml: 1 problem
                             is not a map of keys and values
                        web.yaml: 1 problem
                          family   no such word `pets`; one of ad, pr, affiliate, web, crm, social, privacy""");
    }

    @Test
    void faultsOfOneDocumentStandTogether() {
        assertThat(new DeclarationException(List.of(
                        new DeclarationProblem("a", "x", "first"),
                        new DeclarationProblem("b", "y", "second"),
                        new DeclarationProblem("a", "longer", "third"))))
                .hasMessage("a: 2 problems\n  x        first\n  longer   third\nb: 1 problem\n  y   second");
    }

    @Test
    void declarationsAreSortedAndKnowTheirDocuments() {
        Declarations declarations = Declarations.read(List.of(
                new DeclarationText("z.yaml", YAML.replace("web_visit", "web_zeal")),
                SHAPE,
                new DeclarationText("a.yaml", YAML.replace("web_visit", "web_area"))));
        assertThat(declarations.sources()).extracting(SourceContract::source).containsExactly("web_area", "web_zeal");
        assertThat(declarations.paths())
                .containsEntry("web_zeal", "z.yaml")
                .containsEntry("conformed.visit", SHAPE.path());
        assertThat(declarations.source("web_visit")).isEmpty();
        assertThat(declarations.table("visit")).isEmpty();
    }

    private static List<String> document(String text) {
        return faults(List.of(new DeclarationText("x.yaml", text)));
    }
}
