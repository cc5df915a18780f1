package cx.warehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.tables.BiFolder;
import cx.warehouse.tables.IcebergTables;
import cx.warehouse.testing.CxwShell;
import cx.warehouse.testing.LocalWarehouse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queries the view {@code customer_experience} with DuckDB and Spark. */
class CustomerExperienceViewTest {

    private static final String FACT = "fact_customer_experience";
    private static final String CUSTOMER = "dim_customer";

    @TempDir
    Path folder;

    @Test
    void rowsShowTheCurrentCustomerKeyInBothEngines() {
        try (LocalWarehouse warehouse = LocalWarehouse.in(folder)) {
            warehouse.publish(FACT, """
                    select *, timestamp'2026-03-14 12:00:00' as occurred_at from values
                      ('i1', 'ended', 'login', 1, 'visit'), ('i2', 'stands', 'login', 2, 'order'), ('i3', null, null, 3, 'visit'),
                      ('i4', 'unheard', 'anonymous', 4, 'visit'), ('i5', 'visitor', 'anonymous', 5, 'visit'),
                      ('i6', 'other', 'login', 6, 'visit')
                      as rows(interaction_id, customer_key, identity_rule, quantity, interaction_type)""");
            // the first visit of a customer may be that of any key that leads to it
            warehouse.publish(CUSTOMER, """
                    select * from values ('ended', 'stands', null), ('stands', 'stands', timestamp'2026-03-14 12:00:00'),
                      ('other', 'other', timestamp'2026-03-14 12:00:00'), ('visitor', 'stands', timestamp'2026-03-13 12:00:00')
                      as rows(customer_key, current_customer_key, first_visit_at)""");
            IcebergTables tables = warehouse.tables();
            new BiFolder(warehouse.root(), 1)
                    .publish(
                            "v1",
                            Map.of(FACT, tables.files("mart." + FACT), CUSTOMER, tables.files("mart." + CUSTOMER)));
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
                    "select * exclude (occurred_at, interaction_type) from customer_experience order by interaction_id"
                            .replace("exclude", engine.equals("spark") ? "except" : "exclude"));
            assertThat(said.exitCode()).as(said.all()).isZero();
            assertThat(said.out())
                    .as(engine)
                    .isEqualToNormalizingNewlines("interaction_id,quantity,identity_rule,customer_key,is_returning\n"
                            + "i1,1,login,stands,true\ni2,2,login,stands,\ni3,3,,,\ni4,4,anonymous,unheard,\n"
                            + "i5,5,later_visit,stands,true\ni6,6,login,other,false\n");
        }
    }
}
