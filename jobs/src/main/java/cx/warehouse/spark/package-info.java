/**
 * Starts Spark and holds every tuning of it: session settings by input size, local file access, the row pipe of a task.
 * No other package builds a session.
 */
package cx.warehouse.spark;
