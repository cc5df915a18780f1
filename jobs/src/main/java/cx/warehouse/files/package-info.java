/**
 * A tree of files on a local disk or on S3, the landing copy of a drop, and the fault that ends a command. The package
 * knows paths and bytes, but no tables or loads.
 */
package cx.warehouse.files;
