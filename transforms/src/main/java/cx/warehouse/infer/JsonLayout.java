package cx.warehouse.infer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the objects of JSON text, one a line, in an array or in an array inside an object, and the paths of their
 * members.
 */
final class JsonLayout {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LOOKED_AT = 5_000;
    private static final int SAMPLED = 12;
    private static final int DEEPEST = 4;

    private final List<ObjectNode> objects = new ArrayList<>();
    private final List<ObjectNode> inArray = new ArrayList<>();
    private String array;
    private String page;
    private boolean isArray;

    private JsonLayout() {}

    /**
     * Finds the layout.
     *
     * @param text JSON, possibly cut off anywhere
     * @throws NoLayoutException when there are no objects
     */
    static FileLayout of(String text) {
        JsonLayout layout = new JsonLayout();
        try (JsonParser parser = JSON.createParser(text)) {
            layout.read(parser);
        } catch (IOException e) {
            if (layout.objects.isEmpty() && layout.inArray.isEmpty()) {
                throw new NoLayoutException("it begins like JSON but cannot be read: "
                        + e.getMessage().lines().findFirst().orElse(""));
            }
        }
        layout.choosePage();
        if (layout.objects.isEmpty()) {
            throw new NoLayoutException("it is JSON without objects");
        }
        return layout.layout();
    }

    private void read(JsonParser parser) throws IOException {
        if (parser.nextToken() == JsonToken.START_ARRAY) {
            isArray = true;
            readElements(parser);
            return;
        }
        int roots = 0;
        while (parser.currentToken() == JsonToken.START_OBJECT && objects.size() < LOOKED_AT) {
            ObjectNode root = JSON.createObjectNode();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                boolean isFirstArray = parser.nextToken() == JsonToken.START_ARRAY && roots == 0 && array == null;
                if (isFirstArray && parser.nextToken() == JsonToken.START_OBJECT) {
                    array = name;
                    readFirstArray(parser);
                    root.set(name, JSON.createArrayNode().addAll(inArray));
                } else if (isFirstArray) {
                    root.set(name, readRest(parser));
                } else {
                    root.set(name, parser.readValueAsTree());
                }
            }
            objects.add(root);
            roots++;
            parser.nextToken();
        }
    }

    /** Treats a single object that holds a list of objects as a page of them. */
    private void choosePage() {
        if (objects.size() <= 1 && !isArray && inArray.size() > 1) {
            page = array;
            objects.clear();
            objects.addAll(inArray);
        }
    }

    /** Reads the objects of an array; the parser is at the start of the first. */
    private void readFirstArray(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        while (token != JsonToken.END_ARRAY) {
            JsonNode element = parser.readValueAsTree();
            if (element instanceof ObjectNode object && inArray.size() < LOOKED_AT) {
                inArray.add(object);
            }
            token = parser.nextToken();
        }
    }

    private static ArrayNode readRest(JsonParser parser) throws IOException {
        ArrayNode rest = JSON.createArrayNode();
        while (parser.currentToken() != JsonToken.END_ARRAY) {
            rest.add(parser.<JsonNode>readValueAsTree());
            parser.nextToken();
        }
        return rest;
    }

    private void readElements(JsonParser parser) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY && objects.size() < LOOKED_AT) {
            if (parser.readValueAsTree() instanceof ObjectNode object) {
                objects.add(object);
            }
        }
    }

    private FileLayout layout() {
        Set<String> paths = new LinkedHashSet<>();
        Set<String> nested = new LinkedHashSet<>();
        objects.forEach(object -> paths(object, "", 1, paths, nested));
        List<String> shape = page != null
                ? List.of("shape: page", "path: " + YamlText.text(page))
                : List.of("shape: " + (isArray ? "array" : "lines"));
        String trial = objects.stream().map(ObjectNode::toString).collect(Collectors.joining("\n", "", "\n"));
        return new FileLayout(
                format(shape),
                List.copyOf(paths),
                nested,
                List.of(),
                List.of(),
                column -> List.of(),
                new FileLayout.TrialText(format(List.of("shape: lines")), trial),
                this::sample);
    }

    private static LayoutFormat format(List<String> shape) {
        return new LayoutFormat("json", "", shape, List.of(""));
    }

    private static void paths(ObjectNode object, String before, int depth, Set<String> paths, Set<String> nested) {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String path = before + member.getKey();
            if (member.getValue() instanceof ObjectNode inner && depth < DEEPEST && !inner.isEmpty()) {
                paths.remove(path); // an earlier object had null here
                paths(inner, path + ".", depth + 1, paths, nested);
            } else if (paths.stream().noneMatch(known -> known.startsWith(path + "."))) {
                paths.add(path);
                if (member.getValue().isContainerNode()) {
                    nested.add(path);
                }
            }
        }
    }

    private String sample(FileLayout.Masking masking) {
        List<ObjectNode> first = objects.stream()
                .limit(SAMPLED)
                .map(object -> mask(object.deepCopy(), "", masking))
                .toList();
        if (page != null) {
            return JSON.createObjectNode()
                            .set(page, JSON.createArrayNode().addAll(first))
                            .toString() + "\n";
        }
        return isArray
                ? JSON.createArrayNode().addAll(first).toString() + "\n"
                : first.stream().map(ObjectNode::toString).collect(Collectors.joining("\n", "", "\n"));
    }

    private static ObjectNode mask(ObjectNode object, String before, FileLayout.Masking masking) {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            member.setValue(mask(member.getValue(), before + member.getKey(), masking));
        }
        return object;
    }

    /** Elements of lists are masked under the path of the list. */
    private static JsonNode mask(JsonNode value, String path, FileLayout.Masking masking) {
        if (value instanceof ObjectNode inner) {
            return mask(inner, path + ".", masking);
        }
        if (value instanceof ArrayNode list) {
            ArrayNode masked = JSON.createArrayNode();
            list.forEach(element -> masked.add(mask(element, path, masking)));
            return masked;
        }
        String text = value.asText();
        String shown = masking.of(path, text);
        if (value.isNumber() && !shown.equals(text)) {
            return IntNode.valueOf(0);
        }
        return value.isTextual() ? TextNode.valueOf(shown) : value;
    }
}
