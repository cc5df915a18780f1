/**
 * Data Docs: a site of static pages that shows what each table was expected to be and what was found. Pages are made
 * from stored validation results and hide personal values.
 */
package cx.warehouse.report;
