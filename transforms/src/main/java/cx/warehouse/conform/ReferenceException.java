package cx.warehouse.conform;

import java.util.List;

/** A reference file that cannot be used; holds every fault with its line. */
public final class ReferenceException extends RuntimeException {
    private final transient List<String> faults;

    ReferenceException(String path, List<String> faults) {
        super(path + ": " + (faults.size() == 1 ? "1 problem" : faults.size() + " problems") + "\n  "
                + String.join("\n  ", faults));
        this.faults = List.copyOf(faults);
    }

    /** The faults, in the order of the file. */
    public List<String> faults() {
        return faults;
    }
}
