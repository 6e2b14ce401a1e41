package dev.connectorkit.sdk.durable;

import dev.connectorkit.http.problem.ProblemException;
import dev.connectorkit.orchestration.RawJson;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The body of a request as the text that it is, not read into anything that would write it differently. */
final class JsonBody {

    /** The name of a body in problem documents. */
    static final String NAME = "body";

    private JsonBody() {}

    /**
     * Returns the text; null for an empty body.
     *
     * @throws ProblemException with 400 if it is not in UTF-8
     */
    static @Nullable RawJson of(byte @Nullable [] body) {
        if (body == null || body.length == 0) {
            return null;
        }
        try {
            return new RawJson(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException e) {
            throw ProblemException.badRequest(NAME, "in UTF-8, the encoding of JSON");
        }
    }
}
