/**
 * Reads dates, time formats and JSON exactly as Python and python-dateutil read them. It works on single texts and
 * knows no frame.
 */
package cx.warehouse.quality.python;
