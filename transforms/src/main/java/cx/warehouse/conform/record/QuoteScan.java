package cx.warehouse.conform.record;

import cx.warehouse.conform.file.RewindableReader;

/**
 * The end of a delimited record, and the state of its quotes.
 *
 * @param end state in which the record ends
 * @param stop index after its last character, without the line end
 * @param breaks line breaks inside it
 */
record QuoteScan(RecordEnd end, int stop, int breaks) {

    /** State in which a record ends. */
    enum RecordEnd {
        COMPLETE,
        /** Text follows a closing quote; the scan goes on to the end of that line. */
        STRAY,
        /** A quote is opened and never closed. */
        OPEN
    }

    /**
     * Scans from {@code start} to the end of the record, and reads further text as needed, up to {@code most}
     * characters.
     */
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
