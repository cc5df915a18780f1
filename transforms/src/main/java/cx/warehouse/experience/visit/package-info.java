/**
 * Groups web events into visits and finds the traffic source, campaign and customer of each visit. An event without
 * visitor or consent stays without a visit.
 */
package cx.warehouse.experience.visit;
