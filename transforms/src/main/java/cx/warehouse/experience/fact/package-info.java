/**
 * Builds the fact tables, one class a table, named like it; VisitRows and InteractionRows make the rows of the unified
 * fact. Amounts carry their value in the reporting currency.
 */
package cx.warehouse.experience.fact;
