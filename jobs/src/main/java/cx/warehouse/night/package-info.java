/**
 * Runs a night with Spring Batch: ingests each source, then assembles the facts, dimensions and marts and publishes
 * them together. It only wires and orders steps; business rules are in cx.warehouse.experience.
 */
package cx.warehouse.night;
