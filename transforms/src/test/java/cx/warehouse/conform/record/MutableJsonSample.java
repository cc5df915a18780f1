package cx.warehouse.conform.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cx.warehouse.conform.SourceChecks.ParsedFile;
import cx.warehouse.conform.delivery.FileReport.FileOutcome;
import cx.warehouse.contract.RecordFormat;
import cx.warehouse.contract.RecordFormat.Shape;
import cx.warehouse.contract.SourceColumn;
import cx.warehouse.contract.SourceContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A sample of JSON: its good objects, and the page around them if there is one. */
final class MutableJsonSample extends MutableSample {
    private static final ObjectMapper JSON = new ObjectMapper();

    final Shape shape;
    private String opening = "";
    private String closing = "";

    MutableJsonSample(SourceContract contract, Path sample) {
        super(contract, sample);
        RecordFormat.Json format = (RecordFormat.Json) contract.format();
        this.shape = format.shape();
        String text = new String(TestArchives.unpack(name, deliveredBytes()), charset);
        if (shape == Shape.ARRAY) {
            opening = "[\n";
            closing = "\n]\n";
        } else if (shape == Shape.PAGE) {
            opening = "{\"" + format.path() + "\":[\n";
            closing = "\n],\"@page\":\"1\"}\n";
        }
        objects(text, format.path()).filter(this::isGood).distinct().forEach(lines::add);
        rotate();
    }

    private MutableJsonSample(MutableJsonSample other) {
        super(other);
        this.shape = other.shape;
        this.opening = other.opening;
        this.closing = other.closing;
    }

    @Override
    MutableSample copy() {
        return new MutableJsonSample(this);
    }

    private Stream<String> objects(String text, String path) {
        if (shape == Shape.LINES) {
            return text.lines().filter(line -> line.endsWith("}"));
        }
        JsonNode document = parseJson(text);
        List<String> objects = new ArrayList<>();
        (shape == Shape.PAGE ? document.get(path) : document).forEach(object -> objects.add(object.toString()));
        return objects.stream();
    }

    private boolean isGood(String object) {
        ParsedFile parsed = read(opening + object + closing);
        return parsed.report().outcome() == FileOutcome.LOADED
                && parsed.report().loaded() == 1;
    }

    static JsonNode parseJson(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void set(SourceColumn column, String cell) {
        put(column, '"' + escape(cell) + '"');
    }

    /** Puts any piece of JSON into the first object. */
    void put(SourceColumn column, String json) {
        ObjectNode object = (ObjectNode) parseJson(lines.get(0));
        String mark = "the place of the piece";
        place(object, steps(column), mark);
        lines.set(0, object.toString().replace('"' + mark + '"', json));
    }

    /** Escapes a text for use inside JSON quotes. */
    static String escape(String text) {
        String quoted = JSON.valueToTree(text).toString();
        return quoted.substring(1, quoted.length() - 1);
    }

    /** The first path of a column that the first object has; else the column's first path. */
    private String[] steps(SourceColumn column) {
        ObjectNode object = (ObjectNode) parseJson(lines.get(0));
        String path = column.from().stream()
                .filter(one -> object.has(one.split("[.\\[]", 2)[0]))
                .findFirst()
                .orElse(column.from().get(0));
        return path.split("\\.(?![^\\[]*\\])");
    }

    private static void place(ObjectNode object, String[] steps, String mark) {
        ObjectNode at = object;
        for (int step = 0; step < steps.length - 1; step++) {
            at = child(at, steps[step]);
        }
        String last = steps[steps.length - 1];
        if (last.equals("*")) {
            at.removeAll();
            at.put("string_value", mark);
        } else {
            at.put(last, mark);
        }
    }

    private static ObjectNode child(ObjectNode object, String step) {
        int bracket = step.indexOf('[');
        if (bracket < 0) {
            return object.get(step) instanceof ObjectNode child ? child : object.putObject(step);
        }
        String name = step.substring(0, bracket);
        String[] pair = step.substring(bracket + 1, step.length() - 1).split("=");
        ArrayNode list = object.get(name) instanceof ArrayNode found ? found : object.putArray(name);
        for (JsonNode element : list) {
            if (element.path(pair[0]).asText().equals(pair[1])) {
                return (ObjectNode) element;
            }
        }
        return list.addObject().put(pair[0], pair[1]);
    }

    @Override
    String get(SourceColumn column) {
        JsonNode at = parseJson(lines.get(0));
        for (String step : steps(column)) {
            int bracket = step.indexOf('[');
            at = step.equals("*") ? first(at) : at.path(bracket < 0 ? step : step.substring(0, bracket));
            if (bracket >= 0) {
                String[] pair = step.substring(bracket + 1, step.length() - 1).split("=");
                at = element(at, pair).orElse(at.path(" "));
            }
        }
        return at.isMissingNode() || at.isNull() || at.asText(" ").isEmpty() ? null : at.asText(at.toString());
    }

    private static Optional<JsonNode> element(JsonNode list, String[] pair) {
        for (JsonNode element : list) {
            if (pair.length > 1 && element.path(pair[0]).asText().equals(pair[1])) {
                return Optional.of(element);
            }
        }
        return Optional.empty();
    }

    private static JsonNode first(JsonNode object) {
        for (JsonNode member : object) {
            if (!member.isNull()) {
                return member;
            }
        }
        return object.path(" ");
    }

    /** Removes a member from the first object. */
    void remove(SourceColumn column) {
        put(column, "null");
        ObjectNode object = (ObjectNode) parseJson(lines.get(0));
        column.from().forEach(object::remove);
        lines.set(0, object.toString());
    }

    @Override
    public long line() {
        return shape == Shape.LINES ? 1 : 2;
    }

    @Override
    String text() {
        return shape == Shape.LINES
                ? String.join("\n", lines) + "\n"
                : opening + lines.stream().collect(Collectors.joining(",\n")) + closing;
    }
}
