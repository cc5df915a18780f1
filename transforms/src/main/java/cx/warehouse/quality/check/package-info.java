/**
 * Describes the work that an expectation needs on one frame: what to aggregate, how to judge it, and which cheaper
 * question may answer several rules at once. Nothing here runs a query.
 */
package cx.warehouse.quality.check;
