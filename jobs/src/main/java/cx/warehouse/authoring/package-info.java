/**
 * Helps people who write contracts and suites: checks samples, drafts a contract from files and suggests a suite.
 * Nothing here writes to the warehouse.
 */
package cx.warehouse.authoring;
