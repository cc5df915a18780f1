/**
 * One class a command, and the queries that commands ask. A command starts things and shows things; it holds no
 * business rule.
 */
package cx.warehouse.cli;
