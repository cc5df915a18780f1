/**
 * Decides which visitors, visits, interactions and days a new delivery affects. Everything else keeps its published
 * rows, so a run costs as much as has changed.
 */
package cx.warehouse.experience.rebuild;
