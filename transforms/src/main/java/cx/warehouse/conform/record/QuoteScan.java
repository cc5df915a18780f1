package cx.warehouse.conform.record;

import cx.warehouse.conform.file.RewindableReader;

/**
 * Where a delimited record that starts at some place ends, and whether its quotes are in order.
 *
 * @param end how it ends
 * @param stop the index after its last character, line end left off
 * @param breaks line breaks inside it
 */
record QuoteScan(RecordEnd end, int stop, int breaks) {

    /** How a record ends. */
    enum RecordEnd {
        COMPLETE,
        /** Text follows a closing quote; the scan goes to the end of that line. */
        STRAY,
        /** A quote is opened and never closed. */
        OPEN
    }

    /** Walks from {@code start} to the end of the record, reading on as far as needed, at most {@code most} characters. */
    static QuoteScan of(RewindableReader memory, int start, char delimiter, char quote, int most) {
        boolean isQuoted = false;
        boolean isFieldStart = true;
        boolean isStray = false;
        int breaks = 0;
        int at = start;
        while ((at < memory.end() || memory.fill()) && at - start < most) {
            char character = memory.at(at);
            boolean isBreak = character == '\n' || character == '\r';
            if (isQuoted && character == quote) {
                boolean isMore = at + 1 < memory.end() || memory.fill();
                if (isMore && memory.at(at + 1) == quote) {
                    at++;
                } else {
                    isQuoted = false;
                    char after = isMore ? memory.at(at + 1) : '\n';
                    isStray |= after != delimiter && after != '\n' && after != '\r';
                }
            } else if (isBreak && (!isQuoted || isStray)) {
                return new QuoteScan(isStray ? RecordEnd.STRAY : RecordEnd.COMPLETE, at, breaks);
            } else if (isBreak) {
                at += memory.isPair(at) ? 1 : 0;
                breaks++;
            } else if (!isQuoted && isFieldStart && character == quote) {
                isQuoted = true;
            }
            isFieldStart = character == delimiter && !isQuoted;
            at++;
        }
        RecordEnd verdict = isStray ? RecordEnd.STRAY : isQuoted ? RecordEnd.OPEN : RecordEnd.COMPLETE;
        return new QuoteScan(verdict, Math.min(at, memory.end()), breaks);
    }
}
