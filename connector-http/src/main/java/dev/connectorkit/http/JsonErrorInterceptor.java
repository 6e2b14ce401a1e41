package dev.connectorkit.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import dev.connectorkit.http.problem.Problem;
import dev.connectorkit.http.problem.ProblemException;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns what Jackson says of a request's body into a 400 that names the property, or the line and column. */
final class JsonErrorInterceptor implements ReaderInterceptor {

    /** The beginning of the parser's message, which has no exception of its own for it. */
    private static final String DUPLICATE = "Duplicate field";

    /** The beginning of the mapper's message of a key that is refused. */
    private static final String KEY = "Cannot deserialize Map key";

    private final ObjectMapper mapper;
    private final BodyProperties properties;

    /** @param mapper whose enum values messages list */
    JsonErrorInterceptor(ObjectMapper mapper) {
        this.mapper = mapper;
        this.properties = new BodyProperties(mapper);
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        try {
            return context.proceed();
        } catch (InvalidDefinitionException e) {
            if (e.getType() == null || UncreatableTypes.in(e.getType(), mapper).isPresent()) {
                throw e; // the Java class cannot be read at all: the author's mistake, not the client's
            }
            throw problem(e, e.getType().getRawClass()); // it can, and not from such a value
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
        Optional<ProblemException> limit = ExceededLimit.in(e, field);
        if (limit.isPresent()) {
            return limit.get();
        }
        if (syntax != null && !field.isEmpty()) {
            return ProblemException.badRequest(field, "valid JSON in UTF-8" + at(" (", syntax, ")"));
        }
        Optional<String> reason = e instanceof ValueInstantiationException refused ? reason(refused) : Optional.empty();
        if (reason.isPresent()) {
            String place = field.isEmpty() ? "body" : field;
            String detail = (field.isEmpty() ? "" : field + ": ")
                    + reason.get()
                    + (reason.get().endsWith(".") ? "" : ".");
            return new ProblemException(400, detail, new Problem.FieldError(place, reason.get()));
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
        if (e instanceof InvalidFormatException format
                && format.getOriginalMessage().startsWith(KEY)) {
            return Expectation.ofKeys(format.getTargetType(), mapper);
        }
        if (e instanceof InvalidDefinitionException definition && definition.getType() != null) {
            return Expectation.ofJson(definition.getType().getRawClass(), mapper);
        }
        if (e instanceof ValueInstantiationException refused) { // an object, which its constructor has refused
            Class<?> type = refused.getType().getRawClass();
            return type.isEnum() ? Expectation.ofJson(type, mapper) : "a valid value";
        }
        Class<?> target = e instanceof MismatchedInputException mismatch ? target(mismatch) : null;
        Class<?> type = target == null ? otherwise : target;
        if (type == null) {
            return "a valid value";
        }
        return e instanceof JsonMappingException mapping
                ? properties
                        .pattern(mapping, type)
                        .map(pattern -> "a text of the form " + pattern)
                        .orElseGet(() -> Expectation.ofJson(type, mapper))
                : Expectation.ofJson(type, mapper);
    }

    /** Returns the type of the value that was refused, which may be an element of an array of numbers or booleans. */
    private static @Nullable Class<?> target(MismatchedInputException refused) {
        Class<?> type = refused.getTargetType();
        boolean element = type != null
                && type.isArray()
                && type.getComponentType().isPrimitive()
                && refused.getPath().stream().anyMatch(step -> type.isInstance(step.getFrom()));
        return element ? type.getComponentType() : type;
    }

    /**
     * Returns the reason that the author's class gives for its refusal, which its clients may read as they may a violated constraint's;
     * empty if the refusal is one of the JDK's.
     */
    private static Optional<String> reason(ValueInstantiationException refused) {
        Throwable cause = refused.getCause();
        if (cause == null || refused.getType().getRawClass().isEnum()) {
            return Optional.empty();
        }
        String text = cause.getMessage();
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        StackTraceElement[] trace = cause.getStackTrace();
        boolean required = cause instanceof NullPointerException
                && trace.length > 0
                && trace[0].getClassName().equals(Objects.class.getName());
        boolean argument = cause instanceof IllegalArgumentException
                && trace.length > 0
                && !trace[0].getClassName().startsWith("java.");
        return required || argument ? Optional.of(text) : Optional.empty();
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
