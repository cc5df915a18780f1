/**
 * Builds the marts that need Java, one class a mart, named like its table. Every total of a mart adds up to its facts.
 */
package cx.warehouse.experience.mart;
