/**
 * One class for each command, and the queries that commands run. A command starts work and shows results; it holds no
 * business rule.
 */
package cx.warehouse.cli;
