/**
 * Writes the exports of two CRMs, a survey and the requests to erase people. It also states which identifiers belong to
 * one customer.
 */
package cx.warehouse.sample.crm;
