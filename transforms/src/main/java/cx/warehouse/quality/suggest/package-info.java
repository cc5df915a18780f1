/**
 * Profiles a table and writes a first suite for it. Values that may belong to a person never appear in the suite.
 */
package cx.warehouse.quality.suggest;
