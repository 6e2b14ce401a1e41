package dev.connectorkit.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import dev.connectorkit.http.problem.ProblemException;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Turns what Jackson says of a request's body into a 400 that names the property, or the line and column. */
final class JsonErrorInterceptor implements ReaderInterceptor {

    /** The beginning of the parser's message, which has no exception of its own for it. */
    private static final String DUPLICATE = "Duplicate field";

    private final ObjectMapper mapper;

    /** @param mapper whose enum values messages list */
    JsonErrorInterceptor(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        try {
            return context.proceed();
        } catch (InvalidDefinitionException e) {
            throw e; // the Java class cannot be read at all: the author's mistake, not the client's
        } catch (JsonProcessingException e) {
            throw problem(e, context.getType());
        } catch (IOException e) {
            throw new ProblemException(400, "The body ended before all of it had come.");
        }
    }

    private ProblemException problem(JsonProcessingException e, Class<?> body) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException ofTheBody) {
                return ofTheBody; // its stream reached a limit while Jackson read a property
            }
        }
        JsonParseException syntax = e instanceof JsonParseException itself
                ? itself
                : e.getCause() instanceof JsonParseException inside ? inside : null;
        if (syntax != null && syntax.getOriginalMessage().startsWith(DUPLICATE)) {
            return ProblemException.badRequest(path(syntax.getProcessor().getParsingContext()), "given once");
        }
        String field = e instanceof JsonMappingException mapping ? path(mapping) : "";
        if (syntax != null && !field.isEmpty()) {
            return ProblemException.badRequest(field, "valid JSON in UTF-8" + at(" (", syntax, ")"));
        }
        if (e instanceof JsonMappingException) {
            return field.isEmpty()
                    ? new ProblemException(400, "The body must be " + expected(e, body) + ".")
                    : ProblemException.badRequest(field, expected(e, null));
        }
        return new ProblemException(400, "The body is not valid JSON" + at(": ", e, "."));
    }

    private static String at(String before, JsonProcessingException e, String after) {
        JsonLocation at = e.getLocation();
        return at == null ? after : before + "line " + at.getLineNr() + ", column " + at.getColumnNr() + after;
    }

    /** @param otherwise the type that is meant where Jackson names none; null if not known */
    private String expected(JsonProcessingException e, @Nullable Class<?> otherwise) {
        if (e.getCause() instanceof InputCoercionException number) {
            return Expectation.ofRange(number.getTargetType());
        }
        if (e instanceof UnexpectedFormException form) {
            return form.expectation();
        }
        if (e instanceof ValueInstantiationException refused) { // an object, which its constructor has refused
            Class<?> type = refused.getType().getRawClass();
            return type.isEnum() ? Expectation.ofJson(type, mapper) : "a valid value";
        }
        Class<?> target = e instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
        Class<?> type = target == null ? otherwise : target;
        return type == null ? "a valid value" : Expectation.ofJson(type, mapper);
    }

    private static String path(JsonStreamContext context) {
        JsonStreamContext parent = context.getParent();
        String before = parent == null ? "" : path(parent);
        if (context.inArray() && context.hasCurrentIndex()) {
            return before + "[" + context.getCurrentIndex() + "]";
        }
        return context.hasCurrentName() ? (before.isEmpty() ? "" : before + ".") + context.getCurrentName() : before;
    }

    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.length() == 0 ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }
}
