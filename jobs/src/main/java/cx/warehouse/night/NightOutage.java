package cx.warehouse.night;

import cx.warehouse.files.Fault;
import cx.warehouse.files.Outage;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The outage that ends a night. No source is tried after it, because each would wait and fail in the same way. */
final class NightOutage {

    private final AtomicReference<Fault> first = new AtomicReference<>();

    /** Throws the fault of the outage, if there was one. */
    void throwIfAny() {
        if (first.get() != null) {
            throw first.get();
        }
    }

    /**
     * Throws the fault of a source where it ends the whole night. S3 may refuse the files of one source alone; this
     * ends the night only where it kept the ledger from recording the fault.
     *
     * @param fault why the source failed
     * @param recorded the same fault, or the one that kept it from being recorded
     */
    void throwIfFound(Fault fault, Fault recorded) {
        Optional<Outage> outage = Outage.findIn(recorded);
        if (outage.isPresent() && (outage.get() != Outage.S3_REFUSED || recorded != fault)) {
            first.compareAndSet(null, Fault.of(recorded));
            throwIfAny();
        }
    }
}
