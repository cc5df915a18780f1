/**
 * Starts Spark and holds all its tuning: limits of size, session settings by size, access to local files, and the row
 * pipe of a task. No other package builds a session, sets a property of Spark or uses its planner.
 */
package cx.warehouse.spark;
