package cx.warehouse.quality;

/** What the shared scan finds out about an expectation: its verdict, or for a row rule its counts. */
sealed interface Finding permits Judgement, RowReport {}
