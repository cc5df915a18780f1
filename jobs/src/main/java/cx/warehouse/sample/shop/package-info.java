/**
 * Writes the orders of the web shop, the payments of the stores, and the claims of three affiliate networks. Refunds
 * and decisions follow one or two deliveries later.
 */
package cx.warehouse.sample.shop;
