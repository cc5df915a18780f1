package cx.warehouse.tables;

/**
 * The files that were removed because nothing referred to them.
 *
 * @param files number of files
 * @param bytes their size
 */
public record RemovedFiles(long files, long bytes) {

    static final RemovedFiles NONE = new RemovedFiles(0, 0);

    RemovedFiles plus(RemovedFiles more) {
        return new RemovedFiles(files + more.files, bytes + more.bytes);
    }
}
