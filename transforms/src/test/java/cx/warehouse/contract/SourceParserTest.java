package cx.warehouse.contract;

import static cx.warehouse.contract.VisitContract.YAML;
import static cx.warehouse.contract.VisitContract.faults;
import static cx.warehouse.contract.VisitContract.read;
import static cx.warehouse.contract.VisitContract.where;
import static cx.warehouse.contract.VisitContract.with;
import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.contract.SourceContract.Account;
import cx.warehouse.contract.SourceContract.DriftRule;
import cx.warehouse.contract.SourceContract.Family;
import cx.warehouse.contract.SourceContract.LeftOut;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SourceParserTest {

    @Test
    void everyMissingPartIsNamed() {
        assertThat(faults("source: web_visit\n"))
                .containsExactly(
                        "family: is missing",
                        "vendor: is missing",
                        "description: is missing",
                        "drop: is missing",
                        "format: is missing",
                        "account: is missing",
                        "columns: is missing",
                        "key: is missing");
    }

    @Test
    void theRestMayBeLeftOut() {
        SourceContract contract = read(YAML.substring(0, YAML.indexOf("conform:")));
        assertThat(contract.version()).isNull();
        assertThat(contract.activity()).isNull();
        assertThat(contract.money()).isNull();
        assertThat(contract.lines()).isNull();
        assertThat(contract.ignored()).isEmpty();
        assertThat(contract.leftOut()).isEmpty();
        assertThat(contract.conform()).isEmpty();
        assertThat(contract.drift()).isEqualTo(DriftRule.EVOLVE);
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void everyFamilyIsAWord(Family family) {
        assertThat(read(where("family", family.name().toLowerCase(Locale.ROOT))).family())
                .isEqualTo(family);
    }

    @Test
    void familiesAndDriftAreWordsInLowerCase() {
        assertThat(faults(where("family", "AD")))
                .containsExactly("family: no such word `AD`; one of ad, pr, affiliate, web, crm, social, privacy");
        assertThat(faults(with("drift: ignore")))
                .containsExactly("drift: no such word `ignore`; one of evolve, freeze, quarantine");
        assertThat(faults(with("drift: [freeze]"))).contains("drift: expected a text, found a list");
        assertThat(read(with("drift: freeze")).drift()).isEqualTo(DriftRule.FREEZE);
    }

    @Test
    void anAccountStandsInOneOfFourPlaces() {
        assertThat(read(YAML).account()).isEqualTo(new Account(Account.By.VENDOR, null));
        assertThat(read(where("account", "none")).account()).isEqualTo(new Account(Account.By.NONE, null));
        assertThat(read(where("account", "file").replace("visits.*", "(?<account>.*)"))
                        .account())
                .isEqualTo(new Account(Account.By.FILE, null));
        SourceContract byColumn = read(where("account", "{column: id}"));
        assertThat(byColumn.account()).isEqualTo(new Account(Account.By.COLUMN, "id"));
        assertThat(byColumn.accountColumn()).isEqualTo("id");
        assertThat(read(YAML).accountColumn()).isEqualTo("account_id");
    }

    @Test
    void everyFaultOfAnAccountIsNamed() {
        assertThat(faults(where("account", "column")))
                .containsExactly("account: no such word `column`; one of file, vendor, none, {column: NAME}");
        assertThat(faults(where("account", "[vendor]"))).containsExactly("account: expected a text, found a list");
        assertThat(faults(where("account", "{colum: id}")))
                .containsExactly("account.column: is missing", "account.colum: no such key; did you mean `column`?");
    }

    @Test
    void theQuarantineLimitIsAShare() {
        assertThat(read(with("quarantine_limit: 0")).quarantineLimit()).isZero();
        assertThat(read(with("quarantine_limit: 1")).quarantineLimit()).isOne();
        assertThat(faults(with("quarantine_limit: -0.01")))
                .containsExactly("quarantine_limit: expected a share from 0 to 1, found -0.01");
        assertThat(faults(with("quarantine_limit: 1.5")))
                .containsExactly("quarantine_limit: expected a share from 0 to 1, found 1.5");
        assertThat(faults(with("quarantine_limit: 10%")))
                .containsExactly("quarantine_limit: expected a number, found `10%`");
    }

    @Test
    void rowsAreLeftOutByOneRuleEach() {
        assertThat(read(with(
                                "left_out:",
                                "  - {from: Kind, in: [test, preview]}",
                                "  - {from: Kind, not_in: live}",
                                "  - {starts_with: [Total, Summe]}",
                                "  - {from: Bot, differs_from: Human}"))
                        .leftOut())
                .containsExactly(
                        new LeftOut("Kind", LeftOut.Rule.IN, List.of("test", "preview"), null),
                        new LeftOut("Kind", LeftOut.Rule.NOT_IN, List.of("live"), null),
                        new LeftOut(null, LeftOut.Rule.STARTS_WITH, List.of("Total", "Summe"), null),
                        new LeftOut("Bot", LeftOut.Rule.DIFFERS_FROM, List.of("Human"), null));
    }

    @Test
    void everyFaultOfLeftOutRowsIsNamed() {
        assertThat(faults(with(
                        "left_out:",
                        "  - {from: Kind}",
                        "  - {in: [a], starts_with: b}",
                        "  - {in: [a], form: Kind}",
                        "  - total")))
                .containsExactly(
                        "left_out: expected a map as item 4, found `total`",
                        "left_out.1.in: needs exactly one of in, not_in, starts_with, differs_from",
                        "left_out.2.in: needs exactly one of in, not_in, starts_with, differs_from",
                        "left_out.3.form: no such key; did you mean `from`?");
    }

    @Test
    void moneyIsOneColumnOrSeveral() {
        assertThat(read(with("money: {column: at}")).money().columns()).containsExactly("at");
        SourceContract.Money money =
                read(with("money: {column: [at, id], currency: id}")).money();
        assertThat(money.columns()).containsExactly("at", "id");
        assertThat(money.currency()).isEqualTo("id");
        assertThat(faults(with("money: {columns: at}")))
                .containsExactly("money.column: is missing", "money.columns: no such key; did you mean `column`?");
        assertThat(faults(with("money: at")))
                .containsExactly("money: expected a map, found `at`", "money.column: is missing");
    }

    @Test
    void linesNeedTheirOrderAndTheirPosition() {
        SourceContract contract = read(with("lines: {by: id, position: line}").replace("key: [id]", "key: [id, line]"));
        assertThat(contract.lines()).isEqualTo(new SourceContract.Lines("id", "line", List.of()));
        assertThat(faults(with("lines: {of: id}")))
                .containsExactly(
                        "lines.by: is missing",
                        "lines.position: is missing",
                        "lines.of: no such key; did you mean `by`?");
    }

    @Test
    void aShapeIsFilledOnceOrSeveralTimes() {
        SourceContract contract = read(YAML.replace(
                "{visit_id: id, started_at: at}",
                "\n    - {where: id > 1, visit_id: id, started_at: at}"
                        + "\n    - {unnest: {item: items}, visit_id: item, started_at: at}"));
        List<Mapping> mappings = contract.conform().get("visit");
        assertThat(mappings.get(0).where()).isEqualTo("id > 1");
        assertThat(mappings.get(0).columns()).containsOnlyKeys("visit_id", "started_at");
        assertThat(mappings.get(0).unnestAs()).isNull();
        assertThat(mappings.get(1).unnestAs()).isEqualTo("item");
        assertThat(mappings.get(1).unnestOf()).isEqualTo("items");
        assertThat(mappings.get(1).where()).isNull();
    }

    @Test
    void aMappingUnnestsOneExpression() {
        String fault = "conform.visit.unnest: expected one name with one expression";
        assertThat(faults(mapping("unnest: {a: x, b: y}"))).containsExactly(fault);
        assertThat(faults(mapping("unnest: {}"))).containsExactly(fault);
        assertThat(faults(mapping("unnest: items")))
                .containsExactly("conform.visit.unnest: expected a map, found `items`", fault);
    }

    @Test
    void expressionsAreTexts() {
        assertThat(faults(mapping("where: [a], pages: {sum: x}")))
                .containsExactly(
                        "conform.visit.where: expected a text, found a list",
                        "conform.visit.pages: expected a text, found a map");
    }

    @Test
    void anUnknownKeyIsGuessedOrAllKnownKeysAreListed() {
        assertThat(faults(with("quarantine-limit: 0.2", "owner: media")))
                .containsExactly(
                        "quarantine-limit: no such key; did you mean `quarantine_limit`?",
                        "owner: no such key; known: account, activity, alike, columns, conform, description, drift, drop,"
                                + " family, format, ignored, key, left_out, lines, missing, money, number_format,"
                                + " quarantine_limit, source, vendor, version");
    }

    private static String mapping(String more) {
        return YAML.replace("{visit_id: id", "{" + more + ", visit_id: id");
    }
}
