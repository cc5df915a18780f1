/**
 * Reads cxw.yaml, its overlays and the environment into records, and the reference files next to the drops. All unknown
 * keys and unreadable values are reported at once.
 */
package cx.warehouse.settings;
