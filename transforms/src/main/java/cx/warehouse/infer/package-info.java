/** Drafts a source contract from files of a vendor nobody has described yet. */
package cx.warehouse.infer;
