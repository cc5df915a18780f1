/**
 * Writes the files of a sample: folders, delimited text, JSON, gzip and the file of truths. Every file counts its good,
 * repeated and malformed rows.
 */
package cx.warehouse.sample.files;
