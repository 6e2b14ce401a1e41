package dev.connectorkit.designer.document;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON into a tree and remembers the position of everything; an error becomes a {@link SyntaxError}. */
final class JsonReader {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    private final Source source;
    private final Lines lines;
    private final List<SyntaxError> slips;
    private final IdentityHashMap<JsonNode, Map<String, JsonLocation>> locations = new IdentityHashMap<>();

    private JsonReader(Source source) {
        this.source = source;
        this.lines = new Lines(source);
        this.slips = SyntaxScanner.in(source.text(), lines);
    }

    static Document read(Source source) {
        JsonReader reader = new JsonReader(source);
        JsonNode root = reader.root();
        return new Document(source, reader.lines, root, reader.locations, List.copyOf(reader.slips));
    }

    private JsonNode root() {
        try (JsonParser parser = JSON.createParser(source.text())) {
            if (parser.nextToken() == null) {
                slip(1, 1, "The file is empty.", "Write a Swagger 2.0 document into it.");
                return MissingNode.getInstance();
            }
            JsonLocation start = parser.currentTokenLocation();
            JsonNode root = value(parser);
            locations.computeIfAbsent(root, node -> new HashMap<>()).put("", start);
            if (parser.nextToken() != null) {
                slip(parser.currentTokenLocation(), "Something follows the end of the document.", "Remove it.");
            }
            if (!root.isObject()) {
                slip(1, 1, "The document is not a JSON object.", "Start it with { and end it with }.");
                return MissingNode.getInstance();
            }
            return root;
        } catch (StreamConstraintsException e) {
            slip(at(e), "The file exceeds a limit: " + Printable.reason(e) + ".", Printable.LIMITS);
            return MissingNode.getInstance();
        } catch (JsonProcessingException e) {
            OtherFormat other = OtherFormat.of(source.text());
            if (other != null) {
                slip(1, 1, other.message(), other.fix());
                return MissingNode.getInstance();
            }
            slip(at(e), "Not valid JSON: " + Printable.reason(e) + ".", "Correct the text here or just before.");
            return MissingNode.getInstance();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // never: the text is in memory
        }
    }

    private static JsonLocation at(JsonProcessingException failure) {
        return failure.getLocation() == null ? JsonLocation.NA : failure.getLocation();
    }

    private JsonNode value(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            return object(parser);
        }
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT && Double.isInfinite(parser.getDoubleValue())) {
            return DecimalNode.valueOf(parser.getDecimalValue());
        }
        return parser.currentToken() == JsonToken.START_ARRAY ? array(parser) : JSON.readTree(parser);
    }

    private ObjectNode object(JsonParser parser) throws IOException {
        ObjectNode object = JSON.createObjectNode();
        Map<String, JsonLocation> members = new HashMap<>();
        locations.put(object, members);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonLocation at = parser.currentTokenLocation();
            members.put(name, at);
            parser.nextToken();
            JsonNode value = value(parser);
            JsonNode first = object.replace(name, value);
            if (first != null) {
                boolean harmless = !name.equals("operationId")
                        && (first.equals(value) || (first.isValueNode() && value.isValueNode()));
                String pointer = parser.getParsingContext().pathAsPointer().toString();
                slips.add(new SyntaxError(
                        lines.at(pointer, at.getLineNr(), at.getColumnNr()),
                        "The key '" + name + "' is repeated here.",
                        "Keep one of the two.",
                        harmless));
            }
        }
        return object;
    }

    private ArrayNode array(JsonParser parser) throws IOException {
        ArrayNode array = JSON.createArrayNode();
        Map<String, JsonLocation> items = new HashMap<>();
        locations.put(array, items);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.put(Integer.toString(array.size()), parser.currentTokenLocation());
            array.add(value(parser));
        }
        return array;
    }

    private void slip(JsonLocation at, String message, String fix) {
        slip(Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()), message, fix);
    }

    private void slip(int line, int column, String message, String fix) {
        slips.add(new SyntaxError(lines.at("", line, column), message, fix));
    }
}
