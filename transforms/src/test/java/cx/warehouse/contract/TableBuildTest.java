package cx.warehouse.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The key {@code build} of table contracts: values when it is right, all faults at once when it is not. */
class TableBuildTest {

    private static final DeclarationText SPEND = table("conformed.spend", "", "spend_date: date, source_file: string");
    private static final DeclarationText VISITOR = table("state.visitor", "", "visitor_key: string");
    private static final DeclarationText ORDER =
            table("mart.fact_order", "", "order_date: date, ordered_at: timestamp, order_id: string");

    private static DeclarationText table(String name, String build, String columns) {
        StringBuilder yaml =
                new StringBuilder("table: " + name + "\ndescription: d\ngrain: g\n" + build + "columns:\n");
        for (String column : columns.split(", ")) {
            String[] parts = column.split(": ");
            yaml.append("  - {name: " + parts[0] + ", type: " + parts[1] + ", description: d}\n");
        }
        return new DeclarationText(name.replaceFirst(".*\\.", "") + ".yaml", yaml.toString());
    }

    private static Declarations read(DeclarationText... more) {
        return Declarations.read(java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(SPEND, VISITOR, ORDER), java.util.stream.Stream.of(more))
                .toList());
    }

    @Test
    void aBuildIsReadWithItsInputsAndTheirReach() {
        Declarations declarations = read(table("mart.m", """
                partition: [event_date]
                build:
                  by: event_date
                  reads:
                    fact_order: {day: order_date, from: -1, to: 2}
                    conformed.spend: {day: spend_date}
                    state.visitor: whole
                  sql: |
                    select 1;
                """, "event_date: date"));
        TableBuild build =
                declarations.table("mart.m").orElseThrow().declaredBuild().orElseThrow();
        assertThat(build.by()).isEqualTo("event_date");
        assertThat(build.isWhole()).isFalse();
        assertThat(build.sql()).isEqualTo("select 1");
        assertThat(build.reads())
                .containsExactly(
                        new TableRead("fact_order", new TableRead.Days("order_date", -1, 2)),
                        new TableRead("conformed.spend", new TableRead.Days("spend_date", 0, 0)),
                        new TableRead("state.visitor", new TableRead.Whole()));
        assertThat(build.reads().stream().map(TableRead::view)).containsExactly("fact_order", "spend", "visitor");
        assertThat(build.reads().stream()
                        .map(read -> declarations.input(read).orElseThrow().table()))
                .containsExactly("mart.fact_order", "conformed.spend", "state.visitor");
    }

    @Test
    void namesOfViewsOverTheLedgerAreReserved() {
        assertThatThrownBy(() -> read(table("mart.ledger_file", "", "event_date: date")))
                .isInstanceOf(DeclarationException.class)
                .hasMessageContaining(
                        "`mart.ledger_file` is reserved: `cxw sql` has a view of this name; choose another");
    }

    @Test
    void everyFaultOfABuildIsNamedAtOnce() {
        DeclarationText bad = table("mart.m", """
                partition: [channel]
                build:
                  by: event_dat
                  every: night
                  reads:
                    fact_ordr: whole
                    conformed.spend: {day: spend_day, from: 1, to: -1, until: 3}
                    conformed.visitor: whole
                    fact_order: {day: ordered_at, from: 0.5}
                    state.visitor: wole
                """, "event_date: date, channel: string, Day: date");
        assertThatThrownBy(() -> read(bad))
                .isInstanceOf(DeclarationException.class)
                .hasMessage("""
                        m.yaml: 12 problems
                          columns.Day.name                    no published column is called `day`: readers of folders take that name for a partition's; did you mean `event_date`?
                          build.reads.conformed.spend.from    1 is after `to`, -1
                          build.reads.conformed.spend.until   no such key; known: day, from, to
                          build.reads.fact_order.from         `0.5` is not a whole number of days
                          build.reads.state.visitor           no such word `wole`; write {day: <column>}, whole or lookup; did you mean `whole`?
                          build.reads.state.visitor           has the same name in SQL as `conformed.visitor`: `visitor`; leave one of them out
                          build.every                         no such key; known: by, compare, reads, sql
                          build.by                            neither `whole` nor a column: `event_dat`; did you mean `event_date`?
                          build.reads.fact_ordr               no such table or shape; did you mean `fact_order`?
                          build.reads.conformed.spend.day     `conformed.spend` has no column `spend_day`; did you mean `spend_date`?
                          build.reads.conformed.visitor       no such table or shape; did you mean `state.visitor`?
                          build.reads.fact_order.day          `ordered_at` is a timestamp; only a date tells days: name a date column, or cast it in the query that makes it""");
    }

    @Test
    void aTableByDaysNeedsFilesByDaysAndAnInputWithDays() {
        DeclarationText bad = table("mart.m", """
                build: {by: channel, reads: {fact_order: whole}, sql: select 1}
                """, "event_date: date, channel: string");
        assertThatThrownBy(() -> read(bad)).hasMessage("""
                        m.yaml: 3 problems
                          build.by      `channel` is a string; only a date tells days: name a date column, or cast it in the query that makes it
                          build.by      days are replaced by their files: write `partition: [channel]`, or `by: whole`
                          build.reads   no input tells which days to build: name the day of one, such as {day: event_date}, or write `by: whole`""");
    }

    @Test
    void aCircleOfReadsIsAFaultOfTheDeclaration() {
        DeclarationText one = table("mart.one", "build: {by: whole, reads: {two: whole}, sql: select 1}\n", "a: int");
        DeclarationText two = table("mart.two", "build: {by: whole, reads: {one: whole}, sql: select 1}\n", "a: int");
        DeclarationText own = table("mart.own", "build: {by: whole, reads: {own: whole}, sql: select 1}\n", "a: int");
        assertThatThrownBy(() -> read(two, one, own)).hasMessage("""
                        one.yaml: 1 problem
                          build.reads   a circle is a fault of the declaration: mart.one reads mart.two reads mart.one; take one of these reads out
                        own.yaml: 1 problem
                          build.reads   a circle is a fault of the declaration: mart.own reads mart.own; take one of these reads out""");
    }

    @Test
    void tablesOfUsersAreKnownAsTheirs() {
        DeclarationText mine = table("mart.mine", "", "a: int");
        Declarations declarations = read(new DeclarationText(mine.path(), mine.text(), DeclarationText.Origin.USER));
        assertThat(declarations.isUserTable("mart.mine")).isTrue();
        assertThat(declarations.isUserTable("mart.fact_order")).isFalse();
        assertThat(List.copyOf(declarations.userTables())).containsExactly("mart.mine");
    }
}
