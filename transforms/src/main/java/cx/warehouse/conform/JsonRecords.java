package cx.warehouse.conform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import cx.warehouse.conform.Reject.Code;
import cx.warehouse.contract.Format;
import cx.warehouse.contract.SourceContract;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/** Finds the records of JSON: one a line, the elements of an array, or of an array inside a page. */
final class JsonRecords {
    /** Jackson with limits: text up to 1 Mi characters, 200 levels; streams are closed by who opened them. */
    static final JsonFactory JSON = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(1 << 20)
                    .maxNestingDepth(200)
                    .maxNumberLength(100)
                    .build())
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .build();

    private static final int RAW = DelimitedRecords.RAW;

    private final Format.Json format;
    private final Records records;
    private final JsonObjects objects;
    private boolean isAnyObject;
    private boolean isAnyBroken;
    private boolean isAnyBrokenObject;
    private boolean isAnyKnown;

    private JsonRecords(SourceContract contract, Format.Json format, Inputs inputs, Records records, Tally tally) {
        this.format = format;
        this.records = records;
        this.objects = new JsonObjects(contract, inputs, tally);
    }

    /** Hands every record of the stream to {@code records}. */
    static void read(
            SourceContract contract,
            Format.Json format,
            Inputs inputs,
            InputStream stream,
            Records records,
            Tally tally)
            throws IOException {
        JsonRecords reader = new JsonRecords(contract, format, inputs, records, tally);
        if (format.shape() == Format.Shape.LINES) {
            reader.lines(new ByteLines(stream));
        } else {
            reader.document(new ByteMemory(stream));
        }
        if (reader.isAnyBroken && !reader.isAnyBrokenObject && !reader.isAnyObject) {
            throw new BadFile("has no JSON object; is it the answer to a failed request?");
        }
        if (reader.isAnyObject && !reader.isAnyKnown) {
            throw new BadFile("has no record with a member that the contract wants; is it another export,"
                    + " or the answer to a failed request?");
        }
    }

    private void record(long line, Supplier<String> raw) {
        isAnyObject = true;
        isAnyKnown = isAnyKnown || objects.isKnown();
        records.record(line, objects.cells(), raw);
    }

    private void broken(long line, boolean isObject, Code code, String fault, Supplier<String> raw) {
        isAnyBroken = true;
        isAnyBrokenObject |= isObject;
        records.broken(line, code, fault, raw);
    }

    private void lines(ByteLines lines) throws IOException {
        boolean isBlank = true;
        while (lines.next()) {
            if (!lines.isBlank()) {
                line(lines);
                isBlank = false;
            }
        }
        if (isBlank && lines.number() > 0) {
            throw new BadFile("holds blank lines only");
        }
    }

    private void line(ByteLines lines) throws IOException {
        String fault = lines.isCut() ? "is longer than any record may be" : fault(lines);
        if (fault == null) {
            record(lines.number(), () -> lines.text(RAW));
            return;
        }
        if (lines.number() == 1 && lines.length() < 3) {
            String only = lines.text(RAW).strip();
            if (only.equals("{") || only.equals("[")) {
                throw new BadFile("is JSON spread over lines; the contract wants one object a line");
            }
        }
        Code code = lines.isCut() ? Code.SIZE : Code.JSON;
        broken(lines.number(), lines.first() == '{', code, fault, () -> lines.text(RAW));
    }

    /** What is wrong with a line; null when it is one object, now in the cells. */
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
            if (lines.text(RAW).indexOf('\r') >= 0) {
                throw new BadFile("has lines that end in a carriage return alone; JSON lines end in a line feed");
            }
            return "holds more than one JSON object";
        } catch (JsonProcessingException e) {
            return "is not JSON: broken at character " + place(parser, e).getColumnNr();
        }
    }

    private void document(ByteMemory memory) throws IOException {
        try (JsonParser parser = JSON.createParser(memory)) {
            document(parser, memory);
        }
    }

    private void document(JsonParser parser, ByteMemory memory) throws IOException {
        try {
            JsonToken first = parser.nextToken();
            if (format.shape() == Format.Shape.PAGE) {
                page(parser, first, memory);
            } else {
                array(parser, first, memory, "is not a JSON array");
            }
            if (parser.nextToken() != null) {
                throw new BadFile("goes on after its JSON ends");
            }
        } catch (JsonProcessingException e) {
            JsonLocation place = place(parser, e);
            throw new BadFile("is broken JSON at line " + place.getLineNr() + ", character " + place.getColumnNr());
        }
    }

    private void page(JsonParser parser, JsonToken first, ByteMemory memory) throws IOException {
        if (first != JsonToken.START_OBJECT) {
            throw new BadFile("is not a JSON object with `" + format.path() + "`");
        }
        boolean isFound = false;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            if (name.equals(format.path()) && !isFound) {
                array(parser, token, memory, "has `" + format.path() + "`, but it is not an array");
                isFound = true;
            } else {
                parser.skipChildren();
            }
        }
        if (!isFound) {
            throw new BadFile("has no `" + format.path() + "`; is it the answer to a failed request?");
        }
    }

    private void array(JsonParser parser, JsonToken first, ByteMemory memory, String fault) throws IOException {
        if (first != JsonToken.START_ARRAY) {
            throw new BadFile(fault);
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
                record(line, () -> memory.text(start, Math.min(stop, start + RAW)));
            } else {
                String message = isObject ? "has a member twice" : "is not a JSON object";
                broken(line, isObject, Code.JSON, message, () -> memory.text(start, Math.min(stop, start + RAW)));
            }
            memory.forgetBefore(stop);
        }
    }

    /** Where JSON is broken; what is only too large is found where the parser stands. */
    static JsonLocation place(JsonParser parser, JsonProcessingException fault) {
        return fault.getLocation() == null || fault.getLocation() == JsonLocation.NA
                ? parser.currentLocation()
                : fault.getLocation();
    }
}
