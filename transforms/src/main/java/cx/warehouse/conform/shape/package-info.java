/**
 * Maps the typed rows of a source to the conformed shapes by the SQL expressions of its contract. It also checks that
 * Spark understands these expressions before there are rows.
 */
package cx.warehouse.conform.shape;
