/**
 * Finds the touchpoints before each conversion and shares its credit among them. The rule models work on one path at a
 * time; the Markov chain and the Shapley value work on all paths of a period.
 */
package cx.warehouse.experience.attribution;
