/**
 * Finds the records of delimited text, unquoted text and JSON, and puts their cells into the slots a contract reads.
 * Cells are still text here.
 */
package cx.warehouse.conform.record;
