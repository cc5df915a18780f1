/**
 * Writes the reports of Google, Microsoft, Meta and LinkedIn ads. Each delivery restates the last three days, and the
 * latest delivery counts.
 */
package cx.warehouse.sample.ads;
