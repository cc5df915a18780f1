/**
 * Runs the night that {@code benchmark/night} writes in DuckDB's SQL, and compares its cost and its answers with those
 * of a night of the warehouse. Both read the same sample.
 */
package cx.warehouse.bench.duckdb;
