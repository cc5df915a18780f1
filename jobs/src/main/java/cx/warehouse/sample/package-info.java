/**
 * Generates the deliveries of a made-up shop, with the faults of real exports, and writes down the truth about them. It
 * imports no other package of this project, so its truth cannot come from the code under test.
 */
package cx.warehouse.sample;
