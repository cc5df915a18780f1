/**
 * A tree of files on a local disk or on S3, the landing copy of a drop, and the fault that ends a command. It knows
 * paths and bytes, and nothing of tables or loads.
 */
package cx.warehouse.files;
