/**
 * Iceberg tables: rows are staged on a branch, checked there, and published by fast-forward. It also loads files into
 * source tables and publishes the bi folder.
 */
package cx.warehouse.tables;
