/**
 * Reads cxw.yaml, its overlays and the environment into records, and the reference files that stand beside the drops.
 * Every unknown key and unreadable value is reported at once.
 */
package cx.warehouse.settings;
