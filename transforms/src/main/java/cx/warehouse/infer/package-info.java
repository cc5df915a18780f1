/**
 * Drafts a source contract from files of a vendor that nobody has described yet. The types are tried with the reader of
 * conform itself, so that a draft reads as it was tried.
 */
package cx.warehouse.infer;
