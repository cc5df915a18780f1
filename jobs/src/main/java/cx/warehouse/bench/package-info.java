/**
 * Measures nights of a given size, and the reading of files alone. It makes its own input from the sample and prints
 * seconds, rows and memory.
 */
package cx.warehouse.bench;
