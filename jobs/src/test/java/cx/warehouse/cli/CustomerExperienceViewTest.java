package cx.warehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.tables.BiFolder;
import cx.warehouse.tables.IcebergTables;
import cx.warehouse.testing.CxwShell;
import cx.warehouse.testing.LocalWarehouse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queries the view {@code customer_experience} with DuckDB and Spark. */
class CustomerExperienceViewTest {

    private static final String FACT = "fact_customer_experience";
    private static final String CUSTOMER = "dim_customer";
    private static final String COST = "fact_visit_cost";

    @TempDir
    Path folder;

    @Test
    void rowsShowTheCurrentCustomerAndVisitsTheirCostInBothEngines() {
        try (LocalWarehouse warehouse = LocalWarehouse.in(folder)) {
            warehouse.publish(FACT, """
                    select *, cast(null as decimal(28,10)) as cost_allocated, timestamp'2026-03-14 12:00:00' as occurred_at
                    from values
                      ('i1', 'ended', 'login', 1, 'visit', 'v1'), ('i2', 'stands', 'login', 2, 'order', 'v1'),
                      ('i3', null, null, 3, 'visit', 'v2'), ('i4', 'unheard', 'anonymous', 4, 'visit', 'v3'),
                      ('i5', 'visitor', 'anonymous', 5, 'ticket', null), ('i6', 'other', 'login', 6, 'visit', 'v4')
                      as rows(interaction_id, customer_key, identity_rule, quantity, interaction_type, visit_key)""");
            // the first visit of a customer may be that of any key that leads to it
            warehouse.publish(CUSTOMER, """
                    select * from values ('ended', 'stands', null), ('stands', 'stands', timestamp'2026-03-14 12:00:00'),
                      ('other', 'other', timestamp'2026-03-14 12:00:00'), ('visitor', 'stands', timestamp'2026-03-13 12:00:00')
                      as rows(customer_key, current_customer_key, first_visit_at)""");
            warehouse.publish(COST, """
                    select visit_key, cast(cost as decimal(28,10)) as cost_allocated
                    from values ('v1', 2.5), (null, 4), ('v3', 1) as rows(visit_key, cost)""");
            IcebergTables tables = warehouse.tables();
            new BiFolder(warehouse.root(), 1)
                    .publish(
                            "v1",
                            Stream.of(FACT, CUSTOMER, COST)
                                    .collect(Collectors.toMap(table -> table, table -> tables.files("mart." + table))));
        }
        for (String engine : List.of("duckdb", "spark")) {
            CxwShell.CommandOutput said = CxwShell.run(
                    "sql",
                    "--root",
                    folder.toString(),
                    "--engine",
                    engine,
                    "--format",
                    "csv",
                    "select * exclude (occurred_at, interaction_type, visit_key) from customer_experience order by interaction_id"
                            .replace("exclude", engine.equals("spark") ? "except" : "exclude"));
            assertThat(said.exitCode()).as(said.all()).isZero();
            assertThat(said.out())
                    .as(engine)
                    .isEqualToNormalizingNewlines(
                            "interaction_id,quantity,cost_allocated,identity_rule,customer_key,is_returning\n"
                                    + "i1,1,2.5000000000,login,stands,true\ni2,2,,login,stands,\ni3,3,,,,\n"
                                    + "i4,4,1.0000000000,anonymous,unheard,\ni5,5,,later_visit,stands,\n"
                                    + "i6,6,,login,other,false\n");
        }
    }
}
