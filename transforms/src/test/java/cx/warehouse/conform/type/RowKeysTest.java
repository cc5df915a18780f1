package cx.warehouse.conform.type;

import static cx.warehouse.conform.TestContracts.csv;
import static cx.warehouse.conform.TestContracts.read;
import static cx.warehouse.conform.TestContracts.rejects;
import static cx.warehouse.conform.TestContracts.rows;
import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.conform.SourceChecks.ParsedFile;
import cx.warehouse.conform.TestContracts;
import cx.warehouse.conform.type.KeyHashes.Match;
import cx.warehouse.contract.SourceContract;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rows of one file that share a key. */
class RowKeysTest {
    private static final String HEAD = "id,day,amount,note\n";

    @Test
    void anIdenticalRowIsADuplicate() {
        ParsedFile parsed = read(csv(), HEAD + "a1,2026-04-06,\"1,000\",x\na1,2026-04-06,1000.00,x\n");
        assertThat(rows(parsed)).isEqualTo("a1 | 2026-04-06 | 1000.00 | x");
        assertThat(parsed.report().duplicates()).isEqualTo(1);
    }

    @Test
    void twoDifferentRowsOfOneKeyAreBothQuarantined() {
        String text = HEAD + "a1,2026-04-06,1,x\na2,2026-04-06,1,x\na1,2026-04-06,2,x\na1,2026-04-06,1,x\n";
        ParsedFile parsed = read(csv(), text);
        assertThat(rows(parsed)).isEqualTo("a2 | 2026-04-06 | 1.00 | x");
        assertThat(rejects(parsed)).isEqualTo("2 conflict\n4 conflict\n5 conflict");
        assertThat(parsed.quarantinedRows().get(0).message())
                .contains("another row of this file has the same key (id)");
    }

    @Test
    void ofRowsThatAreAlikeTheEarliestIsLoaded() {
        SourceContract contract = csv("alike: {by: [id, amount], earliest: day}");
        String text = HEAD
                + "a1,2026-04-06,1,x\na2,2026-04-06,1,x\na1,2026-04-04,1,y\na1,2026-04-05,1,z\na1,2026-04-04,1,w\n";
        ParsedFile parsed = read(contract, text);
        assertThat(rows(parsed)).isEqualTo("a2 | 2026-04-06 | 1.00 | x\na1 | 2026-04-04 | 1.00 | y");
        assertThat(parsed.report().duplicates()).isEqualTo(3);
        assertThat(parsed.report().repeated().isEmpty()).isTrue();
    }

    @Test
    void rowsOfOneKeyThatAreNotAlikeAreConflicts() {
        SourceContract contract = csv("alike: {by: [amount]}");
        ParsedFile parsed = read(contract, HEAD + "a1,2026-04-06,1,x\na1,2026-04-05,1,y\na2,2026-04-06,1,x\n");
        assertThat(rows(parsed)).isEqualTo("a1 | 2026-04-06 | 1.00 | x\na2 | 2026-04-06 | 1.00 | x");
        assertThat(parsed.report().duplicates()).isEqualTo(1);
        assertThat(rejects(read(contract, HEAD + "a1,2026-04-06,1,x\na1,2026-04-06,2,x\n")))
                .isEqualTo("2 conflict\n3 conflict");
    }

    @Test
    void theMoneyOfAFileIsThatOfItsLoadedRows() {
        String text = HEAD + "a1,2026-04-06,1.10,x\na1,2026-04-06,1.10,x\na2,2026-04-06,2.25,x\na3,2026-04-06,-9,x\n";
        assertThat(read(csv("money: {column: amount}"), text).report().money()).hasToString("{EUR=3.35}");
    }

    @Test
    void linesOfOneThingAreCounted() {
        ParsedFile parsed = read(
                TestContracts.shop("format: {type: delimited}", "lines: {by: id, position: line}", "version: line"),
                HEAD + "a1,2026-04-06,1,x\na1,2026-04-06,2,x\na1,2026-04-06,1,x\na2,2026-04-06,1,x\n");
        assertThat(parsed.rows().stream().map(row -> row.getInt(4))).containsExactly(1, 2, 3, 1);
        assertThat(parsed.report().duplicates()).isZero();
    }

    @Test
    void hashesAreKeptApart() {
        Random random = new Random(7);
        var keys = new ArrayList<Long>();
        KeyHashes seen = new KeyHashes();
        for (int count = 0; count < 50_000; count++) {
            keys.add(count == 0 ? 0L : random.nextLong());
            assertThat(seen.put(keys.get(count), count)).isEqualTo(Match.NEW);
        }
        assertThat(seen.put(0, 0)).isEqualTo(Match.SAME);
        assertThat(seen.put(keys.get(40_000), 40_000)).isEqualTo(Match.SAME);
        assertThat(seen.put(keys.get(40_001), 1)).isEqualTo(Match.OTHER);
    }
}
