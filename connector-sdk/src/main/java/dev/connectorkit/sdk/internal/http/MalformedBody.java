package dev.connectorkit.sdk.internal.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.connectorkit.sdk.ProblemException;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;

/** Turns what Jackson says of a request's body into a 400 that names the property, or the line and column. */
public final class MalformedBody implements ReaderInterceptor {

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        try {
            return context.proceed();
        } catch (InvalidDefinitionException e) {
            throw e; // the Java class cannot be read at all: the author's mistake, not the client's
        } catch (JsonMappingException e) {
            String field = path(e);
            if (field.isEmpty()) {
                throw new ProblemException(400, "The body must be " + expected(e, context.getType()) + ".");
            }
            throw ProblemException.badRequest(field, expected(e, context.getType()));
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw new ProblemException(
                    400,
                    "The body is not valid JSON"
                            + (at == null ? "." : ": line " + at.getLineNr() + ", column " + at.getColumnNr() + "."));
        } catch (IOException e) {
            throw new ProblemException(400, "The body ended before all of it had come.");
        }
    }

    private static String expected(JsonMappingException e, Class<?> body) {
        Class<?> target = e instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
        return Expectation.of(target == null ? body : target);
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
