package dev.connectorkit.sdk.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A problem document, the body of every error a connector answers, of the media type {@value #MEDIA_TYPE}.
 *
 * @param title the reason phrase of the status
 * @param status the HTTP status
 * @param detail what is wrong, for a person
 * @param instance the path of the request
 * @param errors the parameters or properties that are wrong; empty where the problem is no single field's
 * @param logId under which the log tells more, on every 5xx
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457, Problem Details for HTTP APIs</a>
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String title,
        int status,
        String detail,
        @Nullable String instance,
        List<FieldError> errors,
        @Nullable String logId) {

    /** The media type of problem documents. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /**
     * One wrong field.
     *
     * @param field the name of the parameter, or the path of the property in the body, as in {@code lines[0].amount}
     * @param message what is wrong with it, or what it must be, as in "must be a whole number"
     */
    public record FieldError(String field, String message) {}
}
