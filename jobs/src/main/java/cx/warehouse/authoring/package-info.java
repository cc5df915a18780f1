/**
 * Helps people who write contracts and suites. It checks samples, drafts a contract from files, and suggests a suite.
 * Nothing in this package writes to the warehouse.
 */
package cx.warehouse.authoring;
