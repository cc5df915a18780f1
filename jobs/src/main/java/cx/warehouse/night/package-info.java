/**
 * Runs a night with Spring Batch: ingests each source, then assembles the facts, dimensions and marts and publishes
 * them together. Order and wiring only; business rules live in cx.warehouse.experience.
 */
package cx.warehouse.night;
