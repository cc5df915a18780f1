package cx.warehouse.night;

/** Hears what a night does while it does it; calls come from several threads. */
public interface NightProgress {

    /** A step of a source, or of {@code assemble}, begins. */
    void onStepStart(String source, String step);

    /** A step of a source, or of {@code assemble}, has ended, for better or worse. */
    void onStepEnd(String source, String step, boolean isGood);

    /** Something a person should read, on a line of its own. */
    void note(String text);

    /**
     * How much the sources have read so far in this run; told every few seconds while they read.
     *
     * @param files of their files, how many are read to the end
     * @param delivered how many files they have, of those sources that began to read
     */
    void onRead(long rows, long files, long delivered);

    /** Hears nothing. */
    NightProgress SILENT = new NightProgress() {
        @Override
        public void onStepStart(String source, String step) {}

        @Override
        public void onStepEnd(String source, String step, boolean isGood) {}

        @Override
        public void note(String text) {}

        @Override
        public void onRead(long rows, long files, long delivered) {}
    };
}
