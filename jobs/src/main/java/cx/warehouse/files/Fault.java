package cx.warehouse.files;

import java.util.Optional;

/** The failure that ends a command. Its kind decides the exit code; its message gives the cause and the fix. */
public final class Fault extends RuntimeException {

    /** The kinds of failure that a scheduler can act on. */
    public enum Kind {
        /** A bug in this program. */
        BUG(1),
        /** Usage, settings or declarations are wrong; nothing was touched. */
        USAGE(2),
        /** The checks refused the data; nothing of it is visible. */
        REFUSED(3),
        /** Input that the night needs has not arrived yet. */
        NOT_READY(4),
        /** Another run holds the warehouse. */
        BUSY(5),
        /** Storage, database or network failed, after retries. */
        INFRASTRUCTURE(6);

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }

        /** The exit code of the command. */
        public int exitCode() {
            return exitCode;
        }
    }

    private final Kind kind;

    public Fault(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Fault(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** The kind of failure. */
    public Kind kind() {
        return kind;
    }

    /**
     * The fault that {@code thrown} stands for, or null when there is none: the first fault among it and its causes. An
     * {@link Outage} below it makes the fault one of infrastructure, unless the fault already says what else to do.
     */
    public static Fault of(Throwable thrown) {
        Fault known = findIn(thrown);
        boolean isDecided = known != null && known.kind() != Kind.BUG && known.kind() != Kind.INFRASTRUCTURE;
        Optional<Outage> outage = isDecided ? Optional.empty() : Outage.findIn(thrown);
        return outage.isEmpty()
                ? known
                : outage.get().fault(thrown, Optional.ofNullable(known).filter(one -> one.kind() != Kind.BUG));
    }

    /** The first fault among {@code thrown} and its causes, or null when there is none. */
    public static Fault findIn(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof Fault fault) {
                return fault;
            }
        }
        return null;
    }
}
