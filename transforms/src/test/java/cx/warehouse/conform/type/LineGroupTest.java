package cx.warehouse.conform.type;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineGroupTest {

    /** The position of each row, 0 for a duplicate; a row is the order, the order's total, and the item. */
    private static List<Integer> positions(boolean isFirstMarked, String... rows) {
        LineGroup lines = new LineGroup(0, isFirstMarked, new int[] {1});
        List<Integer> positions = new ArrayList<>();
        for (String row : rows) {
            positions.add(lines.add(row.split(" ")) ? lines.position() : 0);
        }
        return positions;
    }

    @Test
    void equalFurtherRowsAreLinesOfTheirOwn() {
        assertThat(positions(true, "a 30 mug", "a - mug", "a - mug", "b 5 cup", "b - mug"))
                .containsExactly(1, 2, 3, 1, 2);
    }

    @Test
    void theFirstRowAgainRepeatsTheGroup() {
        assertThat(positions(true, "a 30 mug", "a - mug", "a - mug", "a 30 mug", "a - mug", "a - mug", "a 30 mug"))
                .containsExactly(1, 2, 3, 0, 0, 0, 0);
        assertThat(positions(true, "a 30 mug", "a 30 mug", "a - cup")).containsExactly(1, 0, 2);
        assertThat(positions(false, "a 30 mug", "a 30 mug", "a 30 cup"))
                .as("every row has all fields")
                .containsExactly(1, 2, 3);
    }

    @Test
    void anEmptyCellHasTheValueOfTheFirstGoodRow() {
        LineGroup lines = new LineGroup(0, true, new int[] {1});
        String[] further = {"a", " ", "cup"};
        lines.add(new String[] {"a", "30", "mug"});
        lines.add(further);
        lines.carryInto(further);
        assertThat(further).as("the first row broke a rule").containsExactly("a", " ", "cup");
        lines.add(new String[] {"b", "5", "mug"});
        lines.noteGood();
        String[] next = {"b", null, "cup"};
        lines.add(next);
        lines.carryInto(next);
        assertThat(next).containsExactly("b", "5", "cup");
    }
}
