package cx.warehouse.quality.check;

/**
 * Result of one pass over the rows for one expectation: its verdict, the counts of a row rule, or a further check for
 * the next pass.
 */
public sealed interface CheckOutcome permits Judgement, RowReport, FrameCheck {}
