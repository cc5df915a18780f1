/**
 * Validates a frame against Great Expectations suites, and finds the rows that broke their expectations. Other
 * packages use this package and the documents it takes and returns.
 */
package cx.warehouse.quality;
