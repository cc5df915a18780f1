/**
 * Describes the work that an expectation needs on one frame: the aggregates, their judgement, and cheaper questions
 * that may answer several rules at once. Nothing here runs a query.
 */
package cx.warehouse.quality.check;
