package dev.connectorkit.http;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Providers;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads an absent body as {@code {}} where an object is expected: designers send no body if the user has filled in no field. */
@Priority(Priorities.USER + 100) // inside the interceptor that turns errors into problems
final class AbsentBody implements ReaderInterceptor {

    private final ObjectMapper mapper;

    @Context
    @SuppressWarnings("NullAway.Init") // Jersey's to fill
    private Providers providers;

    AbsentBody(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public @Nullable Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        JavaType type = mapper.constructType(context.getGenericType());
        if (!isObject(type) || !isJson(context.getMediaType()) || isReadAsBytes(context)) {
            return context.proceed();
        }
        PushbackInputStream body = new PushbackInputStream(context.getInputStream());
        int first = body.read();
        if (first < 0) {
            return mapper.readValue("{}", type);
        }
        body.unread(first);
        context.setInputStream(body);
        return context.proceed();
    }

    /** Returns whether a reader makes the type of bytes, where no bytes are an empty file and not an absent object. */
    private boolean isReadAsBytes(ReaderInterceptorContext context) {
        return providers.getMessageBodyReader(
                        context.getType(),
                        context.getGenericType(),
                        context.getAnnotations(),
                        MediaType.APPLICATION_OCTET_STREAM_TYPE)
                != null;
    }

    private static boolean isJson(@Nullable MediaType type) {
        return type == null
                || type.isWildcardType()
                || type.isCompatible(MediaType.APPLICATION_OCTET_STREAM_TYPE) // Jersey's for a request without any
                || type.getSubtype().equals("json")
                || type.getSubtype().endsWith("+json");
    }

    private static boolean isObject(JavaType type) {
        if (type.isReferenceType()) {
            return isObject(type.getContentType());
        }
        String name = type.getRawClass().getName();
        boolean foreign = Stream.of("java.", "jakarta.", "com.fasterxml.jackson.", "org.glassfish.")
                .anyMatch(name::startsWith);
        return type.isMapLikeType()
                ? !name.startsWith("jakarta.")
                : !foreign && !type.isContainerType() && !type.isEnumType() && !type.isPrimitive();
    }
}
