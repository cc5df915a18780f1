package cx.warehouse.contract;

import static cx.warehouse.contract.VisitContract.YAML;
import static cx.warehouse.contract.VisitContract.column;
import static cx.warehouse.contract.VisitContract.faults;
import static cx.warehouse.contract.VisitContract.where;
import static cx.warehouse.contract.VisitContract.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that hold between the parts of a source contract, and between a contract and the shapes it fills. */
class SourceRulesTest {

    @ParameterizedTest
    @ValueSource(strings = {"web_Visit", "web visit", "web__visit", "web_", "_web", "2web", "web-visit"})
    void sourcesAreSnakeCase(String name) {
        assertThat(faults(where("source", name))).containsExactly("source: expected snake_case, found `" + name + "`");
    }

    @Test
    void aSourceBeginsWithTheFirstWordOfItsVendor() {
        assertThat(faults(where("source", "shop_visit")))
                .containsExactly("source: a source's name begins with its vendor, `web`");
        assertThat(faults(where("vendor", "web_analytics_suite"))).isEmpty();
    }

    @Test
    void columnsAreDeclaredOnce() {
        assertThat(faults(column("name: id"))).contains("columns.id: is declared twice; leave one of them out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"extra", "business_date", "source_file", "source_line", "load_id", "account", "source"})
    void namesOfTheWarehouseAreNoColumns(String name) {
        assertThat(faults(column("name: at}\n  - {name: " + name)))
                .containsExactly("columns." + name + ": this name is reserved for the warehouse; choose another");
    }

    @Test
    void everyReferenceNamesAColumn() {
        assertThat(faults(with(
                                "version: att",
                                "activity: when",
                                "money: {column: [id, cost], currency: cur}",
                                "lines: {by: idd, position: line}")
                        .replace("key: [id]", "key: [id, lin, visit]")))
                .containsExactly(
                        "key: no column `lin`; did you mean `line`?",
                        "key: no column `visit`",
                        "version: no column `att`; did you mean `at`?",
                        "activity: no column `when`",
                        "money.column: no column `cost`",
                        "money.currency: no column `cur`",
                        "lines.by: no column `idd`; did you mean `id`?");
    }

    @Test
    void theAccountMayBelongToTheKey() {
        assertThat(faults(where("key", "[account_id, id]"))).isEmpty();
        assertThat(faults(where("account", "{column: id}").replace("key: [id]", "key: [account_id, id]")))
                .containsExactly("key: no column `account_id`");
    }

    @Test
    void theAccountsNameIsFreeOnlyForTheColumnThatHoldsIt() {
        String own = column("name: account_id");
        assertThat(faults(own))
                .containsExactly("columns.account_id: this name holds the account that accounts.csv gives a row;"
                        + " choose another name, or write `account: {column: account_id}`");
        assertThat(faults(own.replace("account: vendor", "account: {column: account_id}")))
                .isEmpty();
    }

    @Test
    void anAccountOfTheFileNeedsItsGroup() {
        assertThat(faults(where("account", "file")))
                .containsExactly("account: the account stands in the file's name, but drop.file has no group"
                        + " (?<account>…)");
    }

    @Test
    void anAccountOfAColumnNeedsThatColumn() {
        assertThat(faults(where("account", "{column: ad}")))
                .containsExactly("account.column: no column `ad`; did you mean `at`?");
        assertThat(faults(where("account", "{column: shop}").replace("key: [id]", "key: [shop]")))
                .containsExactly("key: no column `shop`", "account.column: no column `shop`");
    }

    @Test
    void activityIsATime() {
        assertThat(faults(with("activity: at"))).isEmpty();
        assertThat(faults(with("activity: at").replace("type: timestamp", "type: date")))
                .isEmpty();
        assertThat(faults(with("activity: at").replace("type: timestamp", "type: bigint")))
                .containsExactly("activity: `at` is neither a date nor a timestamp");
    }

    @Test
    void settingsOfATypeAreForThatType() {
        assertThat(faults(column("name: at, format: d.M.yyyy, max: 3, micros: true, required: first")))
                .containsExactly(
                        "columns.at.format: only days and instants have a format",
                        "columns.at.min: only numbers have a least and a greatest value",
                        "columns.at.micros: needs a decimal",
                        "columns.at.required: `first` needs `lines`, which says which rows belong together");
        assertThat(faults(column("name: at, type: percent, min: 0, max: 100"))).isEmpty();
        assertThat(faults(column("name: at, type: double, micros: true")))
                .containsExactly("columns.at.micros: needs a decimal");
    }

    @Test
    void mapsNeedJsonAndStandAlone() {
        assertThat(faults(column("name: at, type: map"))).containsExactly("columns.at.type: a map needs JSON");
        assertThat(faults(where("format", "{type: json}")
                        .replace("name: at, type: timestamp", "name: at, type: map}\n  - {name: more, type: map")))
                .containsExactly("columns: has 2 columns of type map; one at most");
    }

    @Test
    void lookupsNeedDelimitedText() {
        assertThat(faults(column("name: at, lookup: {in: names}")
                        .replace("type: delimited", "type: json")
                        .replace("drop: {", "drop: {with: {names: n}, ")))
                .containsExactly("columns.at.lookup: needs delimited text");
    }

    @Test
    void everyColumnOfTheHeaderNeedsExactlyOneStar() {
        String fault = "columns.unit.header_of: every name of `at` needs one `*` where the text stands, as in"
                + " `Amount spent (*)`";
        assertThat(faults(column("name: at, from: ['at (*)', 'spent (*)']}\n  - {name: unit, header_of: at")))
                .isEmpty();
        assertThat(faults(column("name: at, from: ['at (*)', spent]}\n  - {name: unit, header_of: at")))
                .containsExactly(fault);
        assertThat(faults(column("name: at, from: '* at (*)'}\n  - {name: unit, header_of: at")))
                .containsExactly(fault);
    }

    @Test
    void faultsOfSeveralMappingsAreNumbered() {
        assertThat(faults(YAML.replace(
                        "{visit_id: id, started_at: at}",
                        "\n    - {visit_id: id, started_at: at, page: 1}\n    - {visit_id: id, source: \"'x'\"}")))
                .containsExactly(
                        "conform.visit.1.page: visit has no column `page`; did you mean `pages`?",
                        "conform.visit.2.started_at: is missing; every row of visit needs it");
    }

    @Test
    void onlyConformedTablesAreShapes() {
        DeclarationText mart = new DeclarationText(
                "mart.yaml",
                VisitContract.SHAPE
                        .text()
                        .replace("conformed.visit", "mart.visits")
                        .replace("visit_id", "id"));
        assertThat(faults(List.of(
                        VisitContract.SHAPE,
                        mart,
                        new DeclarationText("web.yaml", YAML.replace("  visit: {", "  visits: {")))))
                .containsExactly("conform.visits: no such shape; did you mean `visit`?");
        assertThat(faults(YAML.replace("  visit: {", "  interaction: {")))
                .containsExactly("conform.interaction: no such shape");
    }
}
