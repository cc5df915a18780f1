package cx.warehouse.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Reads declarations with faults: all are reported at once, each with the likely fix. */
class DeclarationsTest {
    private static final DeclarationText VISIT = new DeclarationText("schemas/tables/conformed/visit.yaml", """
            table: conformed.visit
            description: Visits.
            grain: one row a visit
            key: [source, visit_id]
            columns:
              - {name: visit_id, type: string, required: true, description: id}
              - {name: started_at, type: timestamp, required: true, description: UTC}
              - {name: pages, type: int, description: pages seen}
              - {name: source, type: string, required: true, description: source}
            """);
    private static final String GOOD = """
            source: web_visit
            family: web
            vendor: web
            description: Visits.
            drop: {file: 'visits.*'}
            account: vendor
            format: {type: delimited}
            key: [id]
            columns:
              - {name: id, required: true}
              - {name: at, type: timestamp}
            conform:
              visit: {visit_id: id, started_at: at}
            """;

    @Test
    void goodDeclarationsAreRead() {
        Declarations declarations = Declarations.read(List.of(VISIT, new DeclarationText("web.yaml", GOOD)));
        SourceContract visit = declarations.source("web_visit").orElseThrow();
        assertThat(visit.conform().get("visit").get(0).columns()).containsEntry("visit_id", "id");
        assertThat(visit.quarantineLimit()).isEqualTo(0.1);
        assertThat(declarations.table("conformed.visit").orElseThrow().name()).isEqualTo("visit");
    }

    @Test
    void aContractReadsTheSameInEveryProcess() {
        String worded = GOOD.replace(
                "{name: at, type: timestamp}", "{name: at, values: [open, due, closed], missing: [none, '-', 'n/a']}");
        SourceColumn at = Declarations.read(List.of(VISIT, new DeclarationText("web.yaml", worded)))
                .source("web_visit")
                .orElseThrow()
                .columns()
                .get(1);
        assertThat(at.limits().values()).containsExactly("closed", "due", "open");
        assertThat(at.missing()).containsExactly("-", "n/a", "none");
    }

    @Test
    void everyFaultIsNamedAtOnce() {
        String bad = GOOD.replace("family: web", "family: webb")
                .replace("key: [id]", "key: [idd]\nquarantine-limit: 0.2\nactivity: id")
                .replace("type: delimited", "type: delimited, delimiter: tabs, header: {line: 2, rows: 0}")
                .replace(
                        "{name: at, type: timestamp}",
                        "{name: at, type: timestmp, requird: true, zone: Mars/Base, min: 1}")
                .replace("visit_id: id", "visitid: id");
        assertThatThrownBy(() ->
                        Declarations.read(List.of(VISIT, new DeclarationText("schemas/sources/web_visit.yaml", bad))))
                .isInstanceOf(DeclarationException.class)
                .hasMessage("""
                        schemas/sources/web_visit.yaml: 12 problems
                          family                   no such word `webb`; one of ad, pr, affiliate, web, crm, social, privacy
                          format.delimiter         expected one character, comma, tab, semicolon or pipe, found `tabs`
                          format.header.rows       expected a whole number from 1, found 0
                          columns.at.type          no such type `timestmp`; did you mean `timestamp`?
                          columns.at.zone          `Mars/Base`: Unknown time-zone ID: Mars/Base
                          columns.at.requird       no such key; did you mean `required`?
                          quarantine-limit         no such key; did you mean `quarantine_limit`?
                          key                      no column `idd`; did you mean `id`?
                          activity                 `id` is neither a date nor a timestamp
                          columns.at.min           only numbers have a least and a greatest value
                          conform.visit.visitid    visit has no column `visitid`; did you mean `visit_id`?
                          conform.visit.visit_id   is missing; every row of visit needs it""");
    }

    @Test
    void frictionKindIsRefusedWithTheColumnsToFill() {
        DeclarationText interaction = new DeclarationText("schemas/tables/conformed/interaction.yaml", """
                table: conformed.interaction
                description: Interactions.
                grain: one row an interaction
                key: [occurred_at]
                columns:
                  - {name: occurred_at, type: timestamp, required: true, description: UTC}
                  - {name: friction_signal, type: string, description: fault}
                """);
        String old = GOOD.replace(
                "visit: {visit_id: id, started_at: at}",
                "interaction: {occurred_at: at, friction_kind: \"'slow_page'\", frictionsignal: id}");
        assertThatThrownBy(() -> Declarations.read(List.of(interaction, new DeclarationText("web.yaml", old))))
                .isInstanceOf(DeclarationException.class)
                .hasMessage("""
                        web.yaml: 2 problems
                          conform.interaction.friction_kind    interaction has no column `friction_kind`; state the measurements instead, in friction_signal, status_code, results_count, load_time_ms, ttfb_ms, lcp_ms, inp_ms or cls; the kind of friction follows from them
                          conform.interaction.frictionsignal   interaction has no column `frictionsignal`; did you mean `friction_signal`?""");
    }

    @Test
    void textReadFromAHeaderNeedsAStarInItsName() {
        String bad = GOOD.replace("{name: at, type: timestamp}", """
                        {name: at, type: timestamp, from: ['at (*)', when]}
                          - {name: zone, header_of: at}
                          - {name: unit, header_of: att}
                          - {name: own, header_of: at, from: Own}""");
        assertThatThrownBy(() -> Declarations.read(List.of(VISIT, new DeclarationText("web.yaml", bad))))
                .hasMessage("""
                        web.yaml: 4 problems
                          columns.own.header_of    has no cells of its own; leave out from and with
                          columns.zone.header_of   every name of `at` needs one `*` where the text stands, as in `Amount spent (*)`
                          columns.unit.header_of   no column `att`; did you mean `at`?
                          columns.own.header_of    every name of `at` needs one `*` where the text stands, as in `Amount spent (*)`""");
        String json = GOOD.replace("type: delimited", "type: json")
                .replace("{name: at, type: timestamp}", "{name: at, header_of: id}")
                .replace("key: [id]", "key: [id]\nnumber_format: pt-BR");
        assertThatThrownBy(() -> Declarations.read(List.of(VISIT, new DeclarationText("web.yaml", json))))
                .hasMessageContaining(
                        "number_format          no such word `pt-BR`; one of account, en-US, de-DE, fr-FR, plain")
                .hasMessageContaining("columns.at.header_of   only delimited text has a header");
    }

    @Test
    void faultsOfCompanionsAreNamed() {
        String bad = GOOD.replace(
                        "{name: at, type: timestamp}", "{name: at, type: timestamp, lookup: {in: lookup, member: '('}}")
                .replace("drop: {", "drop: {with: {lookups: 'a.*'}, manifest: {file: b, entries: '(?<file>.*)'}, ")
                .replace("type: delimited", "type: delimited, escape: '\\', header: {from: {in: heads}, line: 2}");
        assertThatThrownBy(() -> Declarations.read(List.of(VISIT, new DeclarationText("web.yaml", bad))))
                .hasMessage("""
                        web.yaml: 6 problems
                          drop.manifest.entries      needs the group (?<name>…), and one at least of (?<size>…), (?<md5>…), (?<sha256>…)
                          format.escape              needs `quote: none`: a quote inside quotes is doubled, not escaped
                          format.header.line         needs exactly one of line, starts_with, contains, names, from
                          columns.at.lookup.member   `(`: Unclosed group near index 1
                          format.header.from.in      drop.with names no `heads`
                          columns.at.lookup.in       drop.with names no `lookup`; did you mean `lookups`?""");
    }

    @Test
    void aShapeThatIsNotDeclaredIsAFault() {
        assertThatThrownBy(() -> Declarations.read(
                        List.of(VISIT, new DeclarationText("web.yaml", GOOD.replace("  visit: {", "  visits: {")))))
                .hasMessage("web.yaml: 1 problem\n  conform.visits   no such shape; did you mean `visit`?");
    }

    @Test
    void brokenYamlAndNamesDeclaredTwiceAreFaults() {
        assertThatThrownBy(() -> Declarations.read(List.of(
                        VISIT,
                        new DeclarationText("a.yaml", GOOD),
                        new DeclarationText("b.yaml", GOOD),
                        new DeclarationText("c.yaml", "source: [web"),
                        new DeclarationText("d.yaml", "source: x\nsource: y\n"),
                        new DeclarationText("e.yaml", "sauce: x\n"),
                        new DeclarationText("f.yaml", "- 1\n"))))
                .isInstanceOfSatisfying(DeclarationException.class, fault -> assertThat(fault.problems())
                        .extracting(DeclarationProblem::path)
                        .containsExactlyInAnyOrder("b.yaml", "c.yaml", "d.yaml", "e.yaml", "f.yaml"));
    }

    @Test
    void guessesAreNearOrNone() {
        assertThat(SpellingGuess.nearest("occured_at", List.of("occurred_at", "source")))
                .contains("occurred_at");
        assertThat(SpellingGuess.nearest("quarantine-limit", List.of("quarantine_limit")))
                .contains("quarantine_limit");
        assertThat(SpellingGuess.nearest("colour", List.of("key", "vendor"))).isEmpty();
    }
}
