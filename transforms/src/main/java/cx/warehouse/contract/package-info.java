/** Declarations as records: source contracts and table contracts, read from YAML with every fault named at once. */
package cx.warehouse.contract;
