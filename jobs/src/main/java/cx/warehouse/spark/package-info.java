/**
 * Starts Spark and holds all its tuning: session settings by input size, access to local files, and the row pipe of a
 * task. No other package builds a session.
 */
package cx.warehouse.spark;
