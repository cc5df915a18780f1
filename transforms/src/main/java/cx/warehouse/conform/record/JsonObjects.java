package cx.warehouse.conform.record;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import cx.warehouse.conform.delivery.FileCounts;
import cx.warehouse.conform.record.JsonNames.SeenName;
import cx.warehouse.contract.ColumnType.Kind;
import cx.warehouse.contract.SourceContract;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Extracts the values that a contract needs from one JSON object, in one walk over its tokens. */
final class JsonObjects {
    /** Limit on reported names, because a vendor that uses values as names would fill the report. */
    private static final int MOST_REPORTED = 200;

    private final Map<Integer, Integer> aliases = new HashMap<>();
    private final JsonPlan root;
    private final Set<String> ignored;
    private final RecordCells cells;
    private final String[] last;
    private final char[][] lastCharacters;
    private final int restSlot;
    private final FileCounts tally;
    private final Set<String> reported = new HashSet<>();
    private boolean isTwice;

    JsonObjects(SourceContract contract, InputSlots inputs, FileCounts tally) {
        this.root = JsonPlan.of(inputs, aliases);
        this.ignored = new HashSet<>(contract.ignored());
        this.cells = new RecordCells(inputs.size() + aliases.size());
        this.last = new String[cells.text.length];
        this.lastCharacters = new char[cells.text.length][];
        this.tally = tally;
        int rest = -1;
        for (int index = 0; index < contract.columns().size(); index++) {
            rest = contract.columns().get(index).type().kind() == Kind.MAP ? index : rest;
        }
        this.restSlot = rest;
    }

    RecordCells cells() {
        return cells;
    }

    /** Whether the object had any value that the contract needs. */
    boolean hasWantedValue() {
        return cells.rest != null || Arrays.stream(cells.text).anyMatch(Objects::nonNull);
    }

    /**
     * Reads the object that starts at the parser's position, to its end.
     *
     * @return false if a needed member appears twice
     */
    boolean read(JsonParser parser) throws IOException {
        cells.clear();
        isTwice = false;
        readObject(parser, root);
        for (Map.Entry<Integer, Integer> alias : aliases.entrySet()) {
            if (cells.text[alias.getValue()] == null) {
                cells.text[alias.getValue()] = cells.text[alias.getKey()];
                cells.kind[alias.getValue()] = cells.kind[alias.getKey()];
            }
        }
        return !isTwice;
    }

    private void readObject(JsonParser parser, JsonPlan plan) throws IOException {
        JsonNames names = plan.memberNames;
        for (SeenName met = names.nextMember(parser, names.start()); met != null; met = names.nextMember(parser, met)) {
            JsonToken token = parser.nextToken();
            if (met.wanted != null) {
                readValue(parser, token, met.wanted);
            } else if (plan.anySlot >= 0) {
                if (cells.text[plan.anySlot] == null) {
                    set(parser, token, plan.anySlot);
                } else {
                    parser.skipChildren();
                }
            } else if (plan == root && !ignored.contains(met.name)) {
                keepUnknown(parser, token, met.name);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void readValue(JsonParser parser, JsonToken token, JsonPlan plan) throws IOException {
        if (plan.slot >= 0) {
            isTwice |= cells.text[plan.slot] != null || cells.kind[plan.slot] == RecordCells.NULL;
            set(parser, token, plan.slot);
        } else if (token == JsonToken.START_OBJECT) {
            readObject(parser, plan);
        } else if (token == JsonToken.START_ARRAY && plan.pairKey != null) {
            readElements(parser, plan);
        } else {
            parser.skipChildren();
        }
    }

    private void set(JsonParser parser, JsonToken token, int slot) throws IOException {
        switch (token) {
            case VALUE_NULL -> cells.kind[slot] = RecordCells.NULL;
            case VALUE_STRING -> put(slot, text(parser, slot), RecordCells.TEXT);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> put(slot, parser.getText(), RecordCells.NUMBER);
            case VALUE_TRUE, VALUE_FALSE -> put(slot, parser.getText(), RecordCells.BOOLEAN);
            default -> put(slot, tree(parser), RecordCells.STRUCTURE);
        }
    }

    /** The parser's current text. If an earlier record had the same text, its instance is reused. */
    private String text(JsonParser parser, int slot) throws IOException {
        if (last[slot] == null || !JsonNames.isText(parser, lastCharacters[slot])) {
            last[slot] = parser.getText();
            lastCharacters[slot] = last[slot].toCharArray();
        }
        return last[slot];
    }

    private void put(int slot, String text, byte kind) {
        cells.text[slot] = text;
        cells.kind[slot] = kind;
    }

    private void keepUnknown(JsonParser parser, JsonToken token, String name) throws IOException {
        if (reported.size() < MOST_REPORTED && reported.add(name)) {
            tally.reportAdded(name);
        }
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        isTwice |= !cells.addExtra(name, token.isStructStart() ? tree(parser) : parser.getText());
    }

    private void readElements(JsonParser parser, JsonPlan plan) throws IOException {
        SeenName before = plan.keys.start();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == JsonToken.START_OBJECT) {
                before = readElement(parser, plan, before);
            } else {
                parser.skipChildren();
            }
        }
    }

    /**
     * Reads one element of a keyed list. Its key nearly always comes first; members before the key are buffered.
     *
     * @return the key, or {@code before} if the element has none
     */
    private SeenName readElement(JsonParser parser, JsonPlan plan, SeenName before) throws IOException {
        SeenName key = null;
        JsonPlan wanted = null;
        TokenBuffer aside = null;
        JsonNames names = plan.memberNames;
        for (SeenName met = names.nextMember(parser, names.start()); met != null; met = names.nextMember(parser, met)) {
            JsonToken token = parser.nextToken();
            String name = met.name;
            if (key == null && name.equals(plan.pairKey) && token.isScalarValue()) {
                key = plan.keys.currentName(parser, before);
                wanted = key.wanted;
            } else if (key == null) {
                if (aside == null) {
                    aside = new TokenBuffer(parser);
                    aside.writeStartObject();
                }
                aside.writeFieldName(name);
                aside.copyCurrentStructure(parser);
            } else {
                readMember(parser, token, name, wanted);
            }
        }
        if (aside != null && wanted != null) {
            aside.writeEndObject();
            replay(aside, wanted);
        }
        if (wanted != null && wanted == plan.rest && cells.text[restSlot] != null) {
            cells.rest = cells.rest == null ? new LinkedHashMap<>() : cells.rest;
            cells.rest.putIfAbsent(key.name, cells.text[restSlot]);
            cells.text[restSlot] = null;
        }
        return key == null ? before : key;
    }

    private void readMember(JsonParser parser, JsonToken token, String name, JsonPlan wanted) throws IOException {
        JsonPlan child = wanted == null ? null : wanted.members.get(name);
        if (child == null) {
            parser.skipChildren();
        } else {
            readValue(parser, token, child);
        }
    }

    private void replay(TokenBuffer aside, JsonPlan wanted) throws IOException {
        try (JsonParser again = aside.asParser()) {
            again.nextToken();
            for (String name = again.nextFieldName(); name != null; name = again.nextFieldName()) {
                readMember(again, again.nextToken(), name, wanted);
            }
        }
    }

    private static String tree(JsonParser parser) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = JsonRecords.JSON.createGenerator(text)) {
            generator.copyCurrentStructure(parser);
        }
        return text.toString();
    }
}
