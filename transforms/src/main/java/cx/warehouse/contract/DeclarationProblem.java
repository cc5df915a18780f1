package cx.warehouse.contract;

/**
 * One fault of a declaration.
 *
 * @param path the document
 * @param key the place in the document, joined by dots: {@code columns.spend.from}; empty for the whole document
 * @param message the fault, then the likely fix
 */
public record DeclarationProblem(String path, String key, String message) {}
