package cx.warehouse.night;

/** Listener for the progress of a night. Calls come from several threads. */
public interface NightProgress {

    /** Called when a step of a source, or of {@code assemble}, starts. */
    void onStepStart(String source, String step);

    /**
     * Called when a step of a source, or of {@code assemble}, ends.
     *
     * @param isGood true when the step completed
     */
    void onStepEnd(String source, String step, boolean isGood);

    /** Called with a message for a person, to show on a line of its own. */
    void note(String text);

    /**
     * Called every few seconds while sources are read, with the totals of this run.
     *
     * @param rows rows read so far
     * @param files files read to the end
     * @param delivered files of the sources that have started to read
     */
    void onRead(long rows, long files, long delivered);

    /** Ignores all calls. */
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
