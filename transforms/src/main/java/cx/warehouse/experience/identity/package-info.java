/**
 * Joins identifiers that were seen together into customers and gives each customer a key that stays. Values that tie
 * too many contacts that disagree are blocked and join no identifiers.
 */
package cx.warehouse.experience.identity;
