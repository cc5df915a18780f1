/**
 * Turns records into typed rows or quarantined rows, with every broken rule named. It also holds the reference data
 * that typing needs: accounts, rates, source categories.
 */
package cx.warehouse.conform.type;
