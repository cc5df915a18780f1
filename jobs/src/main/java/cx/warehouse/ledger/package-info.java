/**
 * The warehouse's database: loads, the files of each load, and the lease that lets only one run write. Readers get the
 * same facts as JSON lines under {@code ledger/}.
 */
package cx.warehouse.ledger;
