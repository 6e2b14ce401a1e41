package dev.connectorkit.orchestration.runtime;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.connectorkit.orchestration.NotJsonException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Checks text by the grammar of JSON, independently of the mapper. */
final class OneValue {

    private static final JsonFactory JSON = new JsonFactory();

    private OneValue() {}

    /**
     * Returns the text unchanged; null for blank text.
     *
     * @param what names the payload in messages
     * @throws NotJsonException if it is not one JSON value
     */
    static @Nullable String checked(@Nullable String text, String what) {
        if (text == null || text.isBlank()) {
            return null;
        }
        int depth = 0;
        int values = 0;
        try (JsonParser parser = JSON.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                values += depth == 0 ? 1 : 0;
            }
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String where = at == null ? "" : ": line " + at.getLineNr() + ", column " + at.getColumnNr();
            throw new NotJsonException("The " + what + " is not valid JSON" + where, e);
        } catch (IOException e) {
            throw new IllegalStateException("Reading a string cannot fail", e);
        }
        if (values != 1) {
            throw new NotJsonException(
                    "The " + what + " is not valid JSON: it must be one value, but there are " + values, null);
        }
        return text;
    }
}
