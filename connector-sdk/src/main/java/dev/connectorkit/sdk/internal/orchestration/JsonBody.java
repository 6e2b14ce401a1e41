package dev.connectorkit.sdk.internal.orchestration;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.connectorkit.orchestration.RawJson;
import dev.connectorkit.sdk.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The body of a request as the JSON text that it is: checked, and not read into anything that would write it differently. */
final class JsonBody {

    private static final JsonFactory JSON = new JsonFactory();

    private JsonBody() {}

    /**
     * The text; null for an empty body.
     *
     * @throws ProblemException with 400 if it is not one JSON value in UTF-8
     */
    static @Nullable RawJson of(byte @Nullable [] body) {
        if (body == null || body.length == 0) {
            return null;
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ProblemException(400, "The body is not in UTF-8, the encoding of JSON.");
        }
        if (text.isBlank()) {
            return null;
        }
        check(text);
        return new RawJson(text);
    }

    private static void check(String text) {
        int depth = 0;
        int values = 0;
        try (JsonParser parser = JSON.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                values += depth == 0 ? 1 : 0;
            }
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw new ProblemException(
                    400,
                    "The body is not valid JSON"
                            + (at == null ? "." : ": line " + at.getLineNr() + ", column " + at.getColumnNr() + "."));
        } catch (IOException e) {
            throw new IllegalStateException("A text can be read", e);
        }
        if (values != 1) {
            throw new ProblemException(
                    400, "The body is not valid JSON: it must be one value, and here are " + values + ".");
        }
    }
}
