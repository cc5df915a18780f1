package cx.warehouse.conform.record;

import cx.warehouse.contract.SourceColumn;
import cx.warehouse.contract.SourceContract;
import cx.warehouse.contract.SourceContract.LeftOut;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a contract reads of a record: each vendor column or JSON path it names, numbered once. */
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

    /** How many there are; the first are the contract's columns, in order. */
    int size() {
        return names.size();
    }

    /** The vendor's name and its aliases of one input. */
    List<String> names(int slot) {
        return names.get(slot);
    }

    /** The input that takes its text from the header of that one; -1 for none. */
    int headerTextSlot(int slot) {
        return headerTextSlots.getOrDefault(slot, -1);
    }

    /** The number of the input of that vendor name, numbered now if it is new. */
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
