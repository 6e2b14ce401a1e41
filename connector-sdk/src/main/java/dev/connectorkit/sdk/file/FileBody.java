package dev.connectorkit.sdk.file;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.text.ParseException;
import java.util.Map;
import org.glassfish.jersey.media.multipart.ContentDisposition;
import org.jspecify.annotations.Nullable;

/** Reads and writes files as raw bodies. */
final class FileBody implements MessageBodyReader<FileContent>, MessageBodyWriter<FileContent> {

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == FileContent.class;
    }

    @Override
    public FileContent readFrom(
            Class<FileContent> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body) {
        String length = headers.getFirst(HttpHeaders.CONTENT_LENGTH);
        long size = length != null && length.matches("\\d{1,18}") ? Long.parseLong(length) : -1;
        return new FileContent(
                name(headers.getFirst(HttpHeaders.CONTENT_DISPOSITION)), mediaType.toString(), size, body);
    }

    private static @Nullable String name(@Nullable String disposition) {
        try {
            Map<String, String> parameters =
                    disposition == null ? Map.of() : new ContentDisposition(disposition).getParameters();
            return FileNames.of(parameters);
        } catch (ParseException e) {
            return null;
        }
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == FileContent.class;
    }

    @Override
    public void writeTo(
            FileContent file,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream body)
            throws IOException {
        try (InputStream content = file.stream()) {
            content.transferTo(body);
        }
    }
}
