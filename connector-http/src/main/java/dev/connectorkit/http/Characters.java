package dev.connectorkit.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

/** Writes arrays of characters, which JAX-RS and Jackson's provider leave to each other: a JSON text, or the characters themselves. */
final class Characters implements MessageBodyWriter<char[]> {

    private final ObjectMapper mapper;

    Characters(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return type == char[].class;
    }

    @Override
    public void writeTo(
            char[] characters,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, Object> headers,
            OutputStream body)
            throws IOException {
        String text = new String(characters);
        boolean json = media.getSubtype().equals("json") || media.getSubtype().endsWith("+json");
        body.write(json ? mapper.writeValueAsBytes(text) : text.getBytes(StandardCharsets.UTF_8));
    }
}
