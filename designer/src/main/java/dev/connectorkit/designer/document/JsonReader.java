package dev.connectorkit.designer.document;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
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
    private final Map<String, JsonLocation> locations = new HashMap<>();

    private JsonReader(Source source) {
        this.source = source;
        this.lines = new Lines(source);
        this.slips = SyntaxScanner.in(source.text(), lines);
    }

    static Document read(Source source) {
        JsonReader reader = new JsonReader(source);
        JsonNode root = reader.root();
        return new Document(source, reader.lines, root, Map.copyOf(reader.locations), List.copyOf(reader.slips));
    }

    private JsonNode root() {
        try (JsonParser parser = JSON.createParser(source.text())) {
            if (parser.nextToken() == null) {
                slip(1, 1, "", "The file is empty.", "Write a Swagger 2.0 document into it.");
                return MissingNode.getInstance();
            }
            locations.put("", parser.currentTokenLocation());
            JsonNode root = value(parser, "");
            if (parser.nextToken() != null) {
                slip(parser.currentTokenLocation(), "", "Something follows the end of the document.", "Remove it.");
            }
            if (!root.isObject()) {
                slip(1, 1, "", "The document is not a JSON object.", "Start it with { and end it with }.");
                return MissingNode.getInstance();
            }
            return root;
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation() == null ? JsonLocation.NA : e.getLocation();
            OtherFormat other = OtherFormat.of(source.text());
            if (other != null) {
                slip(1, 1, "", other.message(), other.fix());
                return MissingNode.getInstance();
            }
            slip(at, "", "Not valid JSON: " + Printable.reason(e) + ".", "Correct the text here or just before.");
            return MissingNode.getInstance();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // never: the text is in memory
        }
    }

    private JsonNode value(JsonParser parser, String pointer) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            return object(parser, pointer);
        }
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT && Double.isInfinite(parser.getDoubleValue())) {
            return DecimalNode.valueOf(parser.getDecimalValue());
        }
        return parser.currentToken() == JsonToken.START_ARRAY ? array(parser, pointer) : JSON.readTree(parser);
    }

    private ObjectNode object(JsonParser parser, String pointer) throws IOException {
        ObjectNode object = JSON.createObjectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            String child = JsonPointers.child(pointer, name);
            JsonLocation at = parser.currentTokenLocation();
            locations.put(child, at);
            parser.nextToken();
            JsonNode value = value(parser, child);
            JsonNode first = object.replace(name, value);
            if (first != null) {
                boolean harmless = !name.equals("operationId")
                        && (first.equals(value) || (first.isValueNode() && value.isValueNode()));
                slips.add(new SyntaxError(
                        lines.at(child, at.getLineNr(), at.getColumnNr()),
                        "The key '" + name + "' is repeated here.",
                        "Keep one of the two.",
                        harmless));
            }
        }
        return object;
    }

    private ArrayNode array(JsonParser parser, String pointer) throws IOException {
        ArrayNode array = JSON.createArrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            String child = pointer + "/" + array.size();
            locations.put(child, parser.currentTokenLocation());
            array.add(value(parser, child));
        }
        return array;
    }

    private void slip(JsonLocation at, String pointer, String message, String fix) {
        slip(Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()), pointer, message, fix);
    }

    private void slip(int line, int column, String pointer, String message, String fix) {
        slips.add(new SyntaxError(lines.at(pointer, line, column), message, fix));
    }
}
