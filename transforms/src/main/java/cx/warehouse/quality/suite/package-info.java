/**
 * Great Expectations' documents as records: suites, options and result formats in, validation results and metrics out.
 * Nothing here knows Spark.
 */
package cx.warehouse.quality.suite;
