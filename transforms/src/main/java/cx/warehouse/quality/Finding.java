package cx.warehouse.quality;

/** What a pass finds out about an expectation: its verdict, for a row rule its counts, or what has to be asked next. */
sealed interface Finding permits Judgement, RowReport, Check {}
