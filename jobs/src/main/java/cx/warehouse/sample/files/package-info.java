/**
 * Writes the files of a sample: folders, delimited text, JSON, gzip and the truth file. Every file counts its good,
 * duplicate and malformed rows.
 */
package cx.warehouse.sample.files;
