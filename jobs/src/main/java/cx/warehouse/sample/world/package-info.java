/**
 * The made-up shop itself: its size, days, people, products, orders, campaigns and exchange rates. Everything follows
 * from a seed, so any part can be generated without the parts before it.
 */
package cx.warehouse.sample.world;
