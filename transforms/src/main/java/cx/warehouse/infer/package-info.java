/**
 * Drafts a source contract from files of a vendor without a contract. Types are tried with the reader of conform
 * itself, so a drafted contract reads as it was tried.
 */
package cx.warehouse.infer;
