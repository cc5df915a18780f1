package cx.warehouse.conform.record;

import cx.warehouse.contract.SourceColumn;
import cx.warehouse.contract.SourceContract;
import cx.warehouse.contract.SourceContract.LeftOut;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers the inputs that a contract reads from a record: each vendor column or JSON path gets one slot. */
public final class InputSlots {
    private final List<List<String>> names = new ArrayList<>();
    private final Map<Integer, Integer> headerTextSlots = new HashMap<>();

    public InputSlots(SourceContract contract) {
        for (SourceColumn column : contract.columns()) {
            names.add(column.from());
        }
        for (int slot = 0; slot < contract.columns().size(); slot++) {
            String headerOf = contract.columns().get(slot).headerOf();
            for (int other = 0; other < contract.columns().size() && headerOf != null; other++) {
                if (contract.columns().get(other).name().equals(headerOf)) {
                    headerTextSlots.put(other, slot);
                }
            }
        }
        for (SourceColumn column : contract.columns()) {
            column.with().forEach(this::slot);
            column.otherwise().forEach(this::slot);
            if (column.zone().from() != null) {
                slot(column.zone().from());
            }
        }
        for (LeftOut rule : contract.leftOut()) {
            if (rule.from() != null) {
                slot(rule.from());
            }
            if (rule.rule() == LeftOut.Rule.DIFFERS_FROM) {
                rule.values().forEach(this::slot);
            }
        }
    }

    /** Number of slots; the first ones are the contract's columns, in order. */
    int size() {
        return names.size();
    }

    /** The vendor's name of an input, and its aliases. */
    List<String> names(int slot) {
        return names.get(slot);
    }

    /** The slot that takes its text from the header of this slot's column; -1 if there is none. */
    int headerTextSlot(int slot) {
        return headerTextSlots.getOrDefault(slot, -1);
    }

    /** The slot of a vendor name; a new name gets a new slot. */
    public int slot(String name) {
        for (int slot = 0; slot < names.size(); slot++) {
            if (names.get(slot).contains(name)) {
                return slot;
            }
        }
        names.add(List.of(name));
        return names.size() - 1;
    }
}
