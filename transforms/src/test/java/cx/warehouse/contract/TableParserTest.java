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
            key: [campaign_id, day]
            partition: day
            columns:
              - {name: campaign_id, type: string, required: true, description: id}
              - {name: day, type: date, required: true, description: the vendor's day}
              - {name: cost, type: "decimal(18,2)", description: in the vendor's currency}
            """;

    @Test
    void aTableHasItsColumnsInOrder() {
        TableContract table = read(TABLE);
        assertThat(table.name()).isEqualTo("fact_spend");
        assertThat(table.columnNames()).containsExactly("campaign_id", "day", "cost");
        assertThat(table.key()).containsExactly("campaign_id", "day");
        assertThat(table.partition()).containsExactly("day");
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
    void aTableWithoutSchemaIsItsOwnName() {
        assertThat(read(TABLE.replace("mart.fact_spend", "fact_spend")).name()).isEqualTo("fact_spend");
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
    void aColumnStandsOnce() {
        assertThat(problems(TABLE + "  - {name: cost, type: int, description: again}\n"))
                .containsExactly("columns.cost.name: stands twice");
    }

    @Test
    void keyAndPartitionNameColumns() {
        assertThat(problems(TABLE.replace("[campaign_id, day]", "[campaign, zone]")
                        .replace("partition: day", "partition: [dai]")))
                .containsExactly(
                        "key: no column `campaign`; did you mean `campaign_id`?",
                        "key: no column `zone`",
                        "partition: no column `dai`; did you mean `day`?");
    }

    @Test
    void unknownKeysAreFaultsOfTableAndColumn() {
        assertThat(problems(TABLE.replace("description: id}", "descr: 1, description: id, nullable: false}")
                        + "keys: [day]\nowner: media\n"))
                .containsExactly(
                        "columns.campaign_id.descr: no such key; known: description, name, required, type",
                        "columns.campaign_id.nullable: no such key; known: description, name, required, type",
                        "keys: no such key; did you mean `key`?",
                        "owner: no such key; known: columns, description, grain, key, partition, source, table");
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
