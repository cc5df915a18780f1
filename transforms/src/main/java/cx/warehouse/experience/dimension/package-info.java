/**
 * Builds the dimensions, the bridge of identifiers and the history of customer keys, one class a table, named like it.
 * A key that was issued once is never removed.
 */
package cx.warehouse.experience.dimension;
