package dev.connectorkit.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;

/** Reads any JSON into the text that is written raw. */
final class RawJsonDeserializer extends StdScalarDeserializer<String> {

    private static final long serialVersionUID = 1L;

    RawJsonDeserializer() {
        super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        return context.readTree(parser).toString();
    }
}
