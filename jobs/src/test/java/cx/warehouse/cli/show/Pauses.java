package cx.warehouse.cli.show;

/** Lets time pass, for displays that change with it. */
final class Pauses {

    private Pauses() {}

    static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
