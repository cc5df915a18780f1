package cx.warehouse.conform.type;

import cx.warehouse.conform.record.InputSlots;
import cx.warehouse.conform.record.RecordCells;
import cx.warehouse.contract.NumberFormat;
import cx.warehouse.contract.SourceContract.LeftOut;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Finds the rows that the vendor itself marks as no data: totals, previews, hits of robots. */
final class LeftOutRules {
    private final List<LeftOut> rules;
    private final int[] slots;
    private final int[] others;
    private final ColumnReader[] columns;
    private final RowReasons faults = new RowReasons();

    LeftOutRules(List<LeftOut> rules, InputSlots inputs, ColumnReader[] columns) {
        this.rules = rules;
        this.columns = columns;
        this.slots = rules.stream()
                .mapToInt(rule -> rule.from() == null ? -1 : inputs.slot(rule.from()))
                .toArray();
        this.others = rules.stream()
                .mapToInt(rule -> rule.rule() == LeftOut.Rule.DIFFERS_FROM
                        ? inputs.slot(rule.values().get(0))
                        : -1)
                .toArray();
    }

    /** The first rule that a row meets; nothing for a row that is data. */
    Optional<LeftOut> ruleOf(RecordCells cells) {
        for (int index = 0; index < slots.length; index++) {
            String cell = slots[index] < 0 ? cells.first : cells.text[slots[index]];
            boolean isFilled = cell != null && !cell.chars().allMatch(ColumnReader::isBlank);
            boolean isMet = isFilled && isLeftOut(rules.get(index), cell.strip(), cells, others[index]);
            if (isMet && (others[index] < 0 || (isReadable(slots[index], cells) && isReadable(others[index], cells)))) {
                return Optional.of(rules.get(index));
            }
        }
        return Optional.empty();
    }

    /** False for an invalid time. A row that differs only by an invalid time is broken rather than left out. */
    private boolean isReadable(int slot, RecordCells cells) {
        if (slot >= columns.length || !columns[slot].column().type().isTime()) {
            return true;
        }
        faults.clear();
        columns[slot].read(cells.text[slot].strip(), cells.kind[slot], ZoneOffset.UTC, NumberFormat.EN_US, faults);
        return faults.isEmpty();
    }

    private static boolean isLeftOut(LeftOut rule, String cell, RecordCells cells, int other) {
        return switch (rule.rule()) {
            case IN -> rule.values().contains(cell);
            case NOT_IN -> !rule.values().contains(cell);
            case STARTS_WITH -> rule.values().stream().anyMatch(cell::startsWith);
            case DIFFERS_FROM -> cells.text[other] != null && !cell.equals(cells.text[other].strip());
        };
    }
}
