/**
 * The business rules of the warehouse: who is who, visits, channels, costs and results, as functions of Spark frames.
 * The top package holds the shared pieces: settings, column names, key digests, currency conversion, latest versions
 * and the shared expressions of the unified fact.
 */
package cx.warehouse.experience;
