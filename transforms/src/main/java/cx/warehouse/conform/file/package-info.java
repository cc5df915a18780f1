/** Opens the bytes of a delivered file: archives, encodings, lines. Nothing here knows rows. */
package cx.warehouse.conform.file;
