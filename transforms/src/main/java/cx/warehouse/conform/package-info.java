/** Rows held to contracts: files become typed rows or quarantined ones, typed rows become the conformed shapes. */
package cx.warehouse.conform;
