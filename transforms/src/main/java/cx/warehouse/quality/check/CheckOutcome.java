package cx.warehouse.quality.check;

/** What a pass finds out about an expectation: its verdict, for a row rule its counts, or what has to be asked next. */
public sealed interface CheckOutcome permits Judgement, RowReport, FrameCheck {}
