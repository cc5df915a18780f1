/**
 * Declarations as records: source contracts and table contracts, read from YAML. All faults of all documents are
 * reported at once, each with its key and the likely fix.
 */
package cx.warehouse.contract;
