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
                    select * from values ('i1', 'ended', 'login', 1), ('i2', 'stands', 'login', 2), ('i3', null, null, 3),
                      ('i4', 'unheard', 'anonymous', 4), ('i5', 'visitor', 'anonymous', 5)
                      as rows(interaction_id, customer_key, identity_rule, quantity)""");
            warehouse.publish(CUSTOMER, """
                    select * from values ('ended', 'stands'), ('stands', 'stands'), ('other', null), ('visitor', 'stands')
                      as rows(customer_key, current_customer_key)""");
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
                    "select * from customer_experience order by interaction_id");
            assertThat(said.exitCode()).as(said.all()).isZero();
            assertThat(said.out())
                    .as(engine)
                    .isEqualToNormalizingNewlines("interaction_id,quantity,identity_rule,customer_key\n"
                            + "i1,1,login,stands\ni2,2,login,stands\ni3,3,,\ni4,4,anonymous,unheard\n"
                            + "i5,5,later_visit,stands\n");
        }
    }
}
