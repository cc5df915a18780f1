package cx.warehouse.conform.type;

import java.util.List;

/** Signals a reference file that cannot be used, with every fault and its line. */
public final class ReferenceDataException extends RuntimeException {
    private final transient List<String> faults;

    ReferenceDataException(String path, List<String> faults) {
        super(path + ": " + (faults.size() == 1 ? "1 problem" : faults.size() + " problems") + "\n  "
                + String.join("\n  ", faults));
        this.faults = List.copyOf(faults);
    }

    /** The faults, in the order of the file. */
    public List<String> faults() {
        return faults;
    }
}
