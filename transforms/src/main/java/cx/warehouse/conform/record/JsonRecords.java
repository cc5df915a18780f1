package cx.warehouse.conform.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import cx.warehouse.conform.delivery.BadFileException;
import cx.warehouse.conform.delivery.FileCounts;
import cx.warehouse.conform.delivery.QuarantinedRow.ReasonCode;
import cx.warehouse.conform.file.ByteLines;
import cx.warehouse.conform.file.RecordingStream;
import cx.warehouse.contract.RecordFormat;
import cx.warehouse.contract.SourceContract;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/** Finds the records of JSON: one per line, the elements of an array, or the elements of an array inside a page. */
public final class JsonRecords {
    /** Jackson with limits: text up to 1 Mi characters, 200 levels. Callers close their own streams. */
    static final JsonFactory JSON = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(1 << 20)
                    .maxNestingDepth(200)
                    .maxNumberLength(100)
                    .build())
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .build();

    private static final int MOST_RAW_TEXT = DelimitedRecords.MOST_RAW_TEXT;

    private final RecordFormat.Json format;
    private final RecordSink records;
    private final JsonObjects objects;
    private boolean isAnyObject;
    private boolean isAnyBroken;
    private boolean isAnyBrokenObject;
    private boolean isAnyKnown;

    private JsonRecords(
            SourceContract contract,
            RecordFormat.Json format,
            InputSlots inputs,
            RecordSink records,
            FileCounts tally) {
        this.format = format;
        this.records = records;
        this.objects = new JsonObjects(contract, inputs, tally);
    }

    /** Passes every record of the stream to {@code records}. */
    public static void read(
            SourceContract contract,
            RecordFormat.Json format,
            InputSlots inputs,
            InputStream stream,
            RecordSink records,
            FileCounts tally)
            throws IOException {
        JsonRecords reader = new JsonRecords(contract, format, inputs, records, tally);
        if (format.shape() == RecordFormat.Shape.LINES) {
            reader.readLines(new ByteLines(stream));
        } else {
            reader.readDocument(new RecordingStream(stream));
        }
        if (reader.isAnyBroken && !reader.isAnyBrokenObject && !reader.isAnyObject) {
            throw new BadFileException("has no JSON object; is it the answer to a failed request?");
        }
        if (reader.isAnyObject && !reader.isAnyKnown) {
            throw new BadFileException("has no record with a member that the contract wants; is it another export,"
                    + " or the answer to a failed request?");
        }
    }

    private void passRecord(long line, Supplier<String> raw) {
        isAnyObject = true;
        isAnyKnown = isAnyKnown || objects.hasWantedValue();
        records.accept(line, objects.cells(), raw);
    }

    private void passBroken(long line, boolean isObject, ReasonCode code, String fault, Supplier<String> raw) {
        isAnyBroken = true;
        isAnyBrokenObject |= isObject;
        records.acceptBroken(line, code, fault, raw);
    }

    private void readLines(ByteLines lines) throws IOException {
        boolean isBlank = true;
        while (lines.next()) {
            if (!lines.isBlank()) {
                readLine(lines);
                isBlank = false;
            }
        }
        if (isBlank && lines.number() > 0) {
            throw new BadFileException("holds blank lines only");
        }
    }

    private void readLine(ByteLines lines) throws IOException {
        String fault = lines.isCut() ? "is longer than any record may be" : fault(lines);
        if (fault == null) {
            passRecord(lines.number(), () -> lines.text(MOST_RAW_TEXT));
            return;
        }
        if (lines.number() == 1 && lines.length() < 3) {
            String only = lines.text(MOST_RAW_TEXT).strip();
            if (only.equals("{") || only.equals("[")) {
                throw new BadFileException("is JSON spread over lines; the contract wants one object a line");
            }
        }
        ReasonCode code = lines.isCut() ? ReasonCode.SIZE : ReasonCode.JSON;
        passBroken(lines.number(), lines.first() == '{', code, fault, () -> lines.text(MOST_RAW_TEXT));
    }

    /** Fault of a line; null if it is one JSON object, which is then in the cells. */
    private String fault(ByteLines lines) throws IOException {
        try (JsonParser parser = JSON.createParser(lines.buffer(), lines.start(), lines.length())) {
            return fault(parser, lines);
        }
    }

    private String fault(JsonParser parser, ByteLines lines) throws IOException {
        try {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return "is not a JSON object";
            }
            if (!objects.read(parser)) {
                return "has a member twice";
            }
            if (parser.nextToken() == null) {
                return null;
            }
            if (lines.text(MOST_RAW_TEXT).indexOf('\r') >= 0) {
                throw new BadFileException(
                        "has lines that end in a carriage return alone; JSON lines end in a line feed");
            }
            return "holds more than one JSON object";
        } catch (JsonProcessingException e) {
            return "is not JSON: broken at character " + location(parser, e).getColumnNr();
        }
    }

    private void readDocument(RecordingStream memory) throws IOException {
        try (JsonParser parser = JSON.createParser(memory)) {
            readDocument(parser, memory);
        }
    }

    private void readDocument(JsonParser parser, RecordingStream memory) throws IOException {
        try {
            JsonToken first = parser.nextToken();
            if (format.shape() == RecordFormat.Shape.PAGE) {
                readPage(parser, first, memory);
            } else {
                readArray(parser, first, memory, "is not a JSON array");
            }
            if (parser.nextToken() != null) {
                throw new BadFileException("goes on after its JSON ends");
            }
        } catch (JsonProcessingException e) {
            JsonLocation place = location(parser, e);
            throw new BadFileException(
                    "is broken JSON at line " + place.getLineNr() + ", character " + place.getColumnNr());
        }
    }

    private void readPage(JsonParser parser, JsonToken first, RecordingStream memory) throws IOException {
        if (first != JsonToken.START_OBJECT) {
            throw new BadFileException("is not a JSON object with `" + format.path() + "`");
        }
        boolean isFound = false;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            if (name.equals(format.path()) && !isFound) {
                readArray(parser, token, memory, "has `" + format.path() + "`, but it is not an array");
                isFound = true;
            } else {
                parser.skipChildren();
            }
        }
        if (!isFound) {
            throw new BadFileException("has no `" + format.path() + "`; is it the answer to a failed request?");
        }
    }

    private void readArray(JsonParser parser, JsonToken first, RecordingStream memory, String fault)
            throws IOException {
        if (first != JsonToken.START_ARRAY) {
            throw new BadFileException(fault);
        }
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            long start = parser.currentTokenLocation().getByteOffset();
            long line = parser.currentTokenLocation().getLineNr();
            boolean isObject = token == JsonToken.START_OBJECT;
            boolean isGood = isObject && objects.read(parser);
            if (!isObject) {
                parser.skipChildren();
            }
            long stop = parser.currentLocation().getByteOffset();
            if (isGood) {
                passRecord(line, () -> memory.text(start, Math.min(stop, start + MOST_RAW_TEXT)));
            } else {
                String message = isObject ? "has a member twice" : "is not a JSON object";
                passBroken(
                        line,
                        isObject,
                        ReasonCode.JSON,
                        message,
                        () -> memory.text(start, Math.min(stop, start + MOST_RAW_TEXT)));
            }
            memory.forgetBefore(stop);
        }
    }

    /** Position where the JSON is broken. For JSON above a limit it is the parser's position. */
    static JsonLocation location(JsonParser parser, JsonProcessingException fault) {
        return fault.getLocation() == null || fault.getLocation() == JsonLocation.NA
                ? parser.currentLocation()
                : fault.getLocation();
    }
}
