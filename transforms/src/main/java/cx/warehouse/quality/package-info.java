/** Great Expectations suites on Spark: JSON in, one shared scan, validation results out. */
package cx.warehouse.quality;
