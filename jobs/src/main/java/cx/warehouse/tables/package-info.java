/**
 * Iceberg tables: rows are staged on a branch, checked there, and published by fast-forward. The package also loads
 * files into source tables and publishes the {@code bi} folder.
 */
package cx.warehouse.tables;
