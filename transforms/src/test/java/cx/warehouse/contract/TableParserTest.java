package cx.warehouse.contract;

import static cx.warehouse.contract.VisitContract.faults;
import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.contract.TableContract.TableColumn;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableParserTest {
    private static final String TABLE = """
            table: mart.fact_spend
            description: Spend.
            grain: a campaign and day
            key: [campaign_id, spend_date]
            partition: spend_date
            columns:
              - {name: campaign_id, type: string, required: true, description: id}
              - {name: spend_date, type: date, required: true, description: the vendor's day}
              - {name: cost, type: "decimal(18,2)", description: in the vendor's currency}
            """;

    @Test
    void aTableHasItsColumnsInOrder() {
        TableContract table = read(TABLE);
        assertThat(table.name()).isEqualTo("fact_spend");
        assertThat(table.columnNames()).containsExactly("campaign_id", "spend_date", "cost");
        assertThat(table.key()).containsExactly("campaign_id", "spend_date");
        assertThat(table.partition()).containsExactly("spend_date");
        assertThat(table.column("cost"))
                .contains(new TableColumn("cost", "decimal(18,2)", false, "in the vendor's currency"));
        assertThat(table.column("clicks")).isEmpty();
    }

    @Test
    void keyAndPartitionMayBeLeftOut() {
        TableContract table = read(TABLE.replaceFirst("key: .*\n", "").replaceFirst("partition: .*\n", ""));
        assertThat(table.key()).isEmpty();
        assertThat(table.partition()).isEmpty();
    }

    @Test
    void aTableIsNamedWithItsSchema() {
        for (String name : List.of("fact_spend", "mart.", "mart.Fact", "a.mart.fact_spend", "mart.fact spend")) {
            assertThat(problems(TABLE.replace("mart.fact_spend", "'" + name + "'")))
                    .containsExactly("table: `" + name + "` is no name of a table, such as `mart.mart_store_day`");
        }
    }

    @Test
    void aPublishedColumnIsNotCalledDay() {
        String named = TABLE.replace("spend_date", "Day");
        assertThat(problems(named))
                .containsExactly("columns.Day.name: no published column is called `day`: readers of folders take that"
                        + " name for a partition's; did you mean `event_date`?");
        assertThat(read(named.replace("mart.", "state.")).columnNames()).containsExactly("campaign_id", "Day", "cost");
    }

    @Test
    void aTableWithoutBuildIsWrittenByTheStepsOfALoad() {
        assertThat(read(TABLE).declaredBuild()).isEmpty();
        TableContract built = read(TABLE + "build: {by: whole, sql: select 1}\n");
        assertThat(built.declaredBuild()).contains(new TableBuild("whole", List.of(), false, "select 1"));
    }

    @Test
    void everyMissingPartIsNamed() {
        assertThat(problems("table: mart.fact_spend\n"))
                .containsExactly("description: is missing", "grain: is missing", "columns: is missing");
    }

    @Test
    void everyMissingPartOfAColumnIsNamed() {
        assertThat(problems(TABLE + "  - {name: clicks}\n  - {type: int, description: d}\n"))
                .containsExactly(
                        "columns.clicks.type: is missing",
                        "columns.clicks.description: is missing",
                        "columns.5.name: is missing");
    }

    @Test
    void aColumnIsDeclaredOnce() {
        assertThat(problems(TABLE + "  - {name: cost, type: int, description: again}\n"))
                .containsExactly("columns.cost.name: is declared twice; leave one of them out");
    }

    @Test
    void keyAndPartitionNameColumns() {
        assertThat(problems(TABLE.replace("[campaign_id, spend_date]", "[campaign, zone]")
                        .replace("partition: spend_date", "partition: [spend_dat]")))
                .containsExactly(
                        "key: no column `campaign`; did you mean `campaign_id`?",
                        "key: no column `zone`",
                        "partition: no column `spend_dat`; did you mean `spend_date`?");
    }

    @Test
    void unknownKeysAreFaultsOfTableAndColumn() {
        assertThat(problems(TABLE.replace("description: id}", "descr: 1, description: id, nullable: false}")
                        + "keys: [spend_date]\nowner: media\n"))
                .containsExactly(
                        "columns.campaign_id.descr: no such key; known: description, name, required, type",
                        "columns.campaign_id.nullable: no such key; known: description, name, required, type",
                        "keys: no such key; did you mean `key`?",
                        "owner: no such key; known: build, columns, day_folders, description, grain, key, partition,"
                                + " source, table");
    }

    @Test
    void daysAreFoldersUnlessTheTableSaysOtherwise() {
        assertThat(read(TABLE).hasDayFolders()).isTrue();
        assertThat(read(TABLE + "day_folders: false\n").hasDayFolders()).isFalse();
        assertThat(read(TABLE).partitionDay()).contains("spend_date");
        String other = TABLE.replaceFirst("partition: .*\n", "partition: [campaign_id]\n");
        assertThat(read(other).partitionDay()).isEmpty();
        assertThat(read(TABLE.replaceFirst("partition: .*\n", "")).hasDayFolders())
                .isFalse();
    }

    @Test
    void columnsAreAListOfMaps() {
        assertThat(
                        problems(
                                "table: a.b\ndescription: d\ngrain: g\ncolumns: [cost, {name: x, type: int, description: d}]\n"))
                .containsExactly("columns: expected a map as item 1, found `cost`");
        assertThat(problems("table: a.b\ndescription: d\ngrain: g\ncolumns: cost\n"))
                .containsExactly("columns: expected a list of maps, found `cost`", "columns: is missing");
    }

    private static TableContract read(String yaml) {
        return Declarations.read(List.of(new DeclarationText("t.yaml", yaml)))
                .tables()
                .get(0);
    }

    private static List<String> problems(String yaml) {
        return faults(List.of(new DeclarationText("t.yaml", yaml)));
    }
}
