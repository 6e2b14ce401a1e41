package dev.connectorkit.http.problem;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A problem document, the body of every error a connector answers, of the media type {@value #MEDIA_TYPE}. Its JSON is the same
 * whatever ObjectMapper writes it; empty members are left out.
 *
 * @param type identifies the kind of problem, null for "about:blank"
 * @param title the reason phrase of the status
 * @param status the HTTP status
 * @param detail the explanation, for a person
 * @param instance the path of the request
 * @param errors the invalid parameters or properties; empty where no single field is invalid
 * @param logId the id of the entry in the server's log, on every 5xx
 * @param members extension members, by name
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457, Problem Details for HTTP APIs</a>
 */
@JsonSerialize(using = ProblemJson.Writer.class)
@JsonDeserialize(using = ProblemJson.Reader.class)
public record Problem(
        @Nullable URI type,
        String title,
        int status,
        String detail,
        @Nullable String instance,
        List<FieldError> errors,
        @Nullable String logId,
        Map<String, Object> members) {

    /** The media type of problem documents. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** Copies list and map. */
    public Problem {
        errors = List.copyOf(errors);
        members = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** Returns the problem with the path of a request. */
    public Problem at(@Nullable String path) {
        return new Problem(type, title, status, detail, path, errors, logId, members);
    }

    /** Returns the problem with the id of an entry in the server's log. */
    public Problem withLogId(@Nullable String id) {
        return new Problem(type, title, status, detail, instance, errors, id, members);
    }

    /**
     * An invalid field.
     *
     * @param field the name of the parameter, or the path of the property in the body, as in {@code lines[0].amount}
     * @param message the rule it breaks, as in "must be a whole number"
     */
    public record FieldError(String field, String message) {}

    /** Returns the title of a status: its name in RFC 9110, where Jakarta RESTful Web Services has an older one for some. */
    public static String titleOf(int status) {
        return switch (status) {
            case 413 -> "Content Too Large";
            case 414 -> "URI Too Long";
            case 416 -> "Range Not Satisfiable";
            case 422 -> "Unprocessable Content";
            default -> {
                Response.Status known = Response.Status.fromStatusCode(status);
                yield known == null ? "Status " + status : known.getReasonPhrase();
            }
        };
    }
}
