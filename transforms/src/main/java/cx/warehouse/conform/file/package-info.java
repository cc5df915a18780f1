/** Opens the bytes of a delivered file: archives, encodings, lines. Nothing here knows what a row is. */
package cx.warehouse.conform.file;
