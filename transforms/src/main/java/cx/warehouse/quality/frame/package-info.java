/**
 * Finds the columns of the frame that is validated, and compares their values with the values of a suite. Every column
 * is looked up before a query runs.
 */
package cx.warehouse.quality.frame;
