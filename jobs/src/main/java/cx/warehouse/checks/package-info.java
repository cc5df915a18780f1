/**
 * Validates tables and files against expectation suites, and stores results, metrics and broken rows. Runs checkpoints
 * of Great Expectations in one process.
 */
package cx.warehouse.checks;
