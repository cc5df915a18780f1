package cx.warehouse.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cx.warehouse.files.Fault;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HashKeyCheckTest {

    @TempDir
    Path folder;

    @Test
    void aWarehouseKeepsTheKeyItBeganWith() {
        try (Database database = database()) {
            HashKeyCheck.requireSame(database, "a secret");
            assertThatCode(() -> HashKeyCheck.requireSame(database, "a secret")).doesNotThrowAnyException();
        }
        try (Database database = database()) {
            assertThatThrownBy(() -> HashKeyCheck.requireSame(database, "another"))
                    .isInstanceOfSatisfying(
                            Fault.class,
                            fault -> assertThat(fault.kind().exitCode()).isEqualTo(2))
                    .hasMessageContaining("built with another one")
                    .hasMessageNotContaining("secret");
            assertThatCode(() -> HashKeyCheck.requireSame(database, "a secret")).doesNotThrowAnyException();
            assertThat(database.query(row -> row.getString(1), "select digest from cxw_hash_key"))
                    .singleElement()
                    .asString()
                    .matches("[0-9a-f]{64}");
        }
    }

    private Database database() {
        return new Database(Database.embeddedUrl(folder.resolve("cxw").toString()), "", "");
    }
}
