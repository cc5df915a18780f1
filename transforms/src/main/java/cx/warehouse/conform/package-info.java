/**
 * Reads the files of a source as its contract says, and tries a contract on a small file. This package is the face of
 * conform; delivery, file, record, type and shape do the work behind it.
 */
package cx.warehouse.conform;
