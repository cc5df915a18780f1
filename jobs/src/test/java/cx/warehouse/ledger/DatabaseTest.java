package cx.warehouse.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cx.warehouse.files.Fault;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
    private static final String INSERT = "insert into cxw_lease (name, token) values (?, ?)";
    private static final String TOKENS = "select token from cxw_lease order by token";

    @TempDir
    Path folder;

    @Test
    void aDatabaseIsMadeOnceAndOpenedAgain() {
        try (Database first = open()) {
            assertThat(first.execute(INSERT, "a", 1L)).isEqualTo(1);
        }
        try (Database again = open()) {
            assertThat(tokens(again)).containsExactly(1L);
            assertThat(again.isEmbedded()).isTrue();
            assertThat(again.url()).startsWith("jdbc:h2:file:" + folder.resolve("cxw"));
        }
    }

    @Test
    void aTransactionThatThrowsChangesNothing() {
        try (Database database = open()) {
            assertThatThrownBy(() -> database.transaction(connection -> {
                        Database.update(connection, INSERT, "a", 1L);
                        throw new IllegalStateException("stop");
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("stop");
            assertThatThrownBy(() -> database.transaction(connection -> {
                        Database.update(connection, INSERT, "a", 1L);
                        throw new SQLException("no more");
                    }))
                    .isInstanceOfSatisfying(
                            Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.INFRASTRUCTURE))
                    .hasMessage("Cannot use the database " + database.url() + ": no more");
            assertThat(tokens(database)).isEmpty();
        }
    }

    @Test
    void aTransactionSeesItsOwnChangesAndGivesItsResult() {
        try (Database database = open()) {
            List<Long> seen = database.transaction(connection -> {
                Database.update(connection, INSERT, "a", 1L);
                Database.update(connection, INSERT, "b", 2L);
                return Database.query(connection, row -> row.getLong(1), TOKENS);
            });
            assertThat(seen).containsExactly(1L, 2L);
            assertThat(database.execute("update cxw_lease set token = 0 where token > ?", 5L))
                    .isZero();
        }
    }

    @Test
    void aConnectionComesBackFitForTheNext() {
        try (Database database = open()) {
            for (int time = 0; time < 20; time++) {
                assertThatThrownBy(() -> database.execute("select from")).isInstanceOf(Fault.class);
            }
            database.execute(INSERT, "a", 1L);
            assertThat(tokens(database)).containsExactly(1L);
        }
    }

    @Test
    void aDatabaseThatCannotBeReachedIsNamed() {
        String url = "jdbc:postgresql://127.0.0.1:1/cxw?connectTimeout=1";
        assertThatThrownBy(() -> new Database(url, "a", "secret"))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.INFRASTRUCTURE))
                .hasMessageStartingWith("Cannot open the database " + url + ": ")
                .hasMessageNotContaining("secret");
    }

    private Database open() {
        return new Database(Database.embeddedUrl(folder.resolve("cxw").toString()), "", "");
    }

    private static List<Long> tokens(Database database) {
        return database.query(row -> row.getLong(1), TOKENS);
    }
}
