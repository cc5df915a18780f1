/**
 * Validates tables and files against expectation suites. Stores results, metrics of earlier nights, and the rows that
 * broke an expectation. Runs checkpoints of Great Expectations in one process.
 */
package cx.warehouse.checks;
