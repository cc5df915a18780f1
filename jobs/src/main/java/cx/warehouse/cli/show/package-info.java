/** Prints answers for people and for programs: text tables, rows, JSON, summaries, progress. It decides nothing. */
package cx.warehouse.cli.show;
