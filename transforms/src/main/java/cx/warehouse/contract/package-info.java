/**
 * Source contracts and table contracts as records, read from YAML. All faults of all documents are reported at once,
 * each with its key and the likely fix.
 */
package cx.warehouse.contract;
