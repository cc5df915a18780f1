package cx.warehouse.contract;

/**
 * One fault of a declaration.
 *
 * @param path the document
 * @param key where in it, joined by dots: {@code columns.spend.from}; empty when the whole document is meant
 * @param message what is wrong, then the likely mend
 */
public record DeclarationProblem(String path, String key, String message) {}
