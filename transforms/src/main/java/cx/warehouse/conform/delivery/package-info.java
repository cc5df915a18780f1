/**
 * Matches the files of a delivery with their companions and manifest, and reports the outcome of each file and row.
 * Nothing here reads the rows of a file.
 */
package cx.warehouse.conform.delivery;
