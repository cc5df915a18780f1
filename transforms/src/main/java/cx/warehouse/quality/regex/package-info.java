/**
 * Translates the regular expressions of suites to Java, and looks for many of them in one walk over a text. The
 * automaton handles ASCII; all other texts are left to Java.
 */
package cx.warehouse.quality.regex;
