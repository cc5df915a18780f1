/**
 * Turns an expectation and its arguments into a check, one class for each family of expectations. The catalogue lists
 * every expectation by its name.
 */
package cx.warehouse.quality.rule;
