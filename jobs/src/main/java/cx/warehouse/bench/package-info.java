/**
 * Measures nights of a given size, the reading of files alone, and nights beside those of another engine. It makes its
 * own input from the sample and prints seconds, rows and memory.
 */
package cx.warehouse.bench;
