/**
 * Decides which visitors, visits, interactions and days a new delivery affects. All other rows stay as published, so
 * the cost of a run depends on the amount of change.
 */
package cx.warehouse.experience.rebuild;
