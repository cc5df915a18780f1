/**
 * Data Docs: a site of static pages with the expectations of each table and their results. Pages are made from stored
 * validation results and hide personal values.
 */
package cx.warehouse.report;
