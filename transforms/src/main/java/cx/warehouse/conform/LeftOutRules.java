package cx.warehouse.conform;

import cx.warehouse.contract.SourceContract.LeftOut;
import java.util.List;

/** Tells the rows that the vendor itself marks as not meant: totals, previews, hits of robots. */
final class LeftOutRules {
    private final List<LeftOut> rules;
    private final int[] slots;
    private final int[] others;

    LeftOutRules(List<LeftOut> rules, Inputs inputs) {
        this.rules = rules;
        this.slots = rules.stream()
                .mapToInt(rule -> rule.from() == null ? -1 : inputs.slot(rule.from()))
                .toArray();
        this.others = rules.stream()
                .mapToInt(rule -> rule.rule() == LeftOut.Rule.DIFFERS_FROM
                        ? inputs.slot(rule.values().get(0))
                        : -1)
                .toArray();
    }

    boolean test(Cells cells) {
        for (int index = 0; index < slots.length; index++) {
            String cell = slots[index] < 0 ? cells.first : cells.text[slots[index]];
            if (cell != null && test(rules.get(index), cell.strip(), cells, others[index])) {
                return true;
            }
        }
        return false;
    }

    private static boolean test(LeftOut rule, String cell, Cells cells, int other) {
        return switch (rule.rule()) {
            case IN -> rule.values().contains(cell);
            case NOT_IN -> !rule.values().contains(cell);
            case STARTS_WITH -> rule.values().stream().anyMatch(cell::startsWith);
            case DIFFERS_FROM -> cells.text[other] != null && !cell.equals(cells.text[other].strip());
        };
    }
}
