/**
 * Puts the files of a delivery together with their companions and manifest, and reports what became of each file and
 * row. Nothing here reads the rows of a file.
 */
package cx.warehouse.conform.delivery;
