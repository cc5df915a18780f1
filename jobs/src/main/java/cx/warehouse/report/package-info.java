/** Data Docs: what was expected of every table, and what was found, as a site of static pages for people. */
package cx.warehouse.report;
