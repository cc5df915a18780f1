package cx.warehouse.tables;

import cx.warehouse.files.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.iceberg.Table;

/** The faults of a job that works on all tables, one after the other: a table that fails stops no other. */
final class TableFaults {

    private final String job;
    private final List<String> messages = new ArrayList<>();
    private RuntimeException first;

    /** @param job a verb and its object, for the message: {@code join files} */
    TableFaults(String job) {
        this.job = job;
    }

    /** The result for one table, or {@code none} after a failure, which is remembered. */
    <T> T attempt(Table table, Supplier<T> work, T none) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            first = first == null ? e : first;
            messages.add(IcebergTables.nameOf(table) + ": " + e.getMessage());
            return none;
        }
    }

    /** Hands over one fault that names every table that failed. */
    void ifAny(Consumer<Fault> onFault) {
        if (first != null) {
            Fault known = Fault.of(first);
            onFault.accept(new Fault(
                    known == null ? Fault.Kind.INFRASTRUCTURE : known.kind(),
                    "Cannot " + job + " of " + messages.size() + " tables: " + String.join("; ", messages)
                            + ". The other tables are done; run the same command again.",
                    first));
        }
    }

    void throwIfAny() {
        ifAny(fault -> {
            throw fault;
        });
    }
}
