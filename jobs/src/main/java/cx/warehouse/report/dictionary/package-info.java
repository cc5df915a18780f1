/**
 * The data dictionary: the meaning of every published table and column, and of the vendors' columns behind it. It is
 * made from the declarations alone.
 */
package cx.warehouse.report.dictionary;
