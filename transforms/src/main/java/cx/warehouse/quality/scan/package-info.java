/**
 * Answers all checks of a frame in as few passes as possible: one aggregation, one grouping for each set of columns,
 * one pass for the unexpected rows. A check that cannot be answered fails alone.
 */
package cx.warehouse.quality.scan;
