package cx.warehouse.conform;

import static cx.warehouse.conform.Declared.csv;
import static cx.warehouse.conform.Declared.read;
import static cx.warehouse.conform.Declared.rejects;
import static cx.warehouse.conform.Declared.rows;
import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.conform.KeyHashes.Found;
import cx.warehouse.conform.SourceChecks.Parsed;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rows of one file that share a key. */
class KeyTest {
    private static final String HEAD = "id,day,amount,note\n";

    @Test
    void anIdenticalRowIsADuplicate() {
        Parsed parsed = read(csv(), HEAD + "a1,2026-04-06,\"1,000\",x\na1,2026-04-06,1000.00,x\n");
        assertThat(rows(parsed)).isEqualTo("a1 | 2026-04-06 | 1000.00 | x");
        assertThat(parsed.report().duplicates()).isEqualTo(1);
    }

    @Test
    void twoDifferentRowsOfOneKeyAreBothQuarantined() {
        String text = HEAD + "a1,2026-04-06,1,x\na2,2026-04-06,1,x\na1,2026-04-06,2,x\na1,2026-04-06,1,x\n";
        Parsed parsed = read(csv(), text);
        assertThat(rows(parsed)).isEqualTo("a2 | 2026-04-06 | 1.00 | x");
        assertThat(rejects(parsed)).isEqualTo("2 conflict\n4 conflict\n5 conflict");
        assertThat(parsed.rejects().get(0).message()).contains("another row of this file has the same key (id)");
    }

    @Test
    void theMoneyOfAFileIsThatOfItsLoadedRows() {
        String text = HEAD + "a1,2026-04-06,1.10,x\na1,2026-04-06,1.10,x\na2,2026-04-06,2.25,x\na3,2026-04-06,-9,x\n";
        assertThat(read(csv("money: {column: amount}"), text).report().money()).hasToString("{EUR=3.35}");
    }

    @Test
    void linesOfOneThingAreCounted() {
        Parsed parsed = read(
                Declared.shop("format: {type: delimited}", "lines: {by: id, position: line}", "version: line"),
                HEAD + "a1,2026-04-06,1,x\na1,2026-04-06,2,x\na1,2026-04-06,1,x\na2,2026-04-06,1,x\n");
        assertThat(parsed.rows().stream().map(row -> row.getInt(4))).containsExactly(1, 2, 1);
        assertThat(parsed.report().duplicates()).isEqualTo(1);
    }

    @Test
    void hashesAreKeptApart() {
        Random random = new Random(7);
        var keys = new ArrayList<Long>();
        KeyHashes seen = new KeyHashes();
        for (int count = 0; count < 50_000; count++) {
            keys.add(count == 0 ? 0L : random.nextLong());
            assertThat(seen.put(keys.get(count), count)).isEqualTo(Found.NEW);
        }
        assertThat(seen.put(0, 0)).isEqualTo(Found.SAME);
        assertThat(seen.put(keys.get(40_000), 40_000)).isEqualTo(Found.SAME);
        assertThat(seen.put(keys.get(40_001), 1)).isEqualTo(Found.OTHER);
    }
}
