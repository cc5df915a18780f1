/**
 * Names the functions that build published tables, and runs the queries of all others over frames. A function or query
 * knows its inputs by the names of the table's declaration.
 */
package cx.warehouse.experience.mart;
