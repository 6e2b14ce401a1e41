package dev.connectorkit.sdk.action;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.http.problem.Problem;
import dev.connectorkit.http.problem.ProblemException;
import dev.connectorkit.orchestration.FailureDetails;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Maps failures of the work to problems: the author's own, one with a mapped status, or a 500 without details. */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final int UNEXPECTED = 500;
    private static final int LONGEST_PROBLEM = 15_000; // the engine shortens the messages of failures beyond 16,000
    private static final int SHORTENED_DETAIL = 2_000;
    private static final int SHORTENED_TITLE = 200;

    private final ObjectMapper json;

    Failures(ObjectMapper json) {
        this.json = json;
    }

    /** Carries a problem of the work through the engine; one that is too long, or has members that cannot be written, is shortened. */
    StatedProblem stated(ProblemException thrown) {
        Problem problem = thrown.problem();
        String text = written(problem);
        return new StatedProblem(
                text == null || text.length() > LONGEST_PROBLEM
                        ? Objects.requireNonNull(written(shortened(problem)))
                        : text,
                thrown);
    }

    private @Nullable String written(Problem problem) {
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            LOG.warn("A problem of the work has a member that cannot be written as JSON", e);
            return null;
        }
    }

    /** Returns the problem without what may be long: its type, its fields and its members. */
    private static Problem shortened(Problem problem) {
        return new Problem(
                null,
                shortened(problem.title(), SHORTENED_TITLE),
                problem.status(),
                shortened(problem.detail(), SHORTENED_DETAIL),
                null,
                List.of(),
                null,
                Map.of());
    }

    private static String shortened(String text, int length) {
        return text.length() > length ? text.substring(0, length) + "..." : text;
    }

    /** Returns the problem of an operation that failed; a 5xx is logged under the operation's id. */
    Problem of(ActionDefinition<?, ?> action, String id, FailureDetails failure) {
        return logged(
                action, id, outside(action, failure), failure.stackTrace() == null ? failure : failure.stackTrace());
    }

    /** Returns the problem of a result above the limit. */
    Problem tooLarge(ActionDefinition<?, ?> action, String id, int bytes, int most) {
        String detail = "The result has " + bytes + " bytes; the limit is " + most + ".";
        return logged(
                action,
                id,
                problem(UNEXPECTED, detail),
                detail + " See AsyncAction.Builder.maxResultBytes and DeliveryOptions.maxPayloadBytes");
    }

    private static Problem logged(ActionDefinition<?, ?> action, String id, Problem problem, Object inside) {
        if (problem.status() < UNEXPECTED) {
            LOG.info("Operation {} of {} failed with {}: {}", id, action.name(), problem.status(), problem.detail());
            return problem;
        }
        LOG.error("Operation {} of {} failed with {}: {}", id, action.name(), problem.status(), inside);
        return problem.withLogId(id);
    }

    private Problem outside(ActionDefinition<?, ?> action, FailureDetails failure) {
        for (FailureDetails each = failure; each != null; each = each.cause()) {
            if (each.errorType().equals(StatedProblem.class.getName())) {
                return read(each.errorMessage());
            }
        }
        for (Map.Entry<Class<? extends Throwable>, Integer> known :
                action.statuses().entrySet()) {
            for (FailureDetails each = failure; each != null; each = each.cause()) {
                FailureDetails alone = new FailureDetails(each.errorType(), "", null, null, false);
                if (alone.isCausedBy(known.getKey())) {
                    return problem(known.getValue(), each.errorMessage());
                }
            }
        }
        return problem(UNEXPECTED, "The work failed. See the server log for the id of this problem.");
    }

    /** Reads a problem that was stored here. */
    Problem read(String problem) {
        try {
            return json.readValue(problem, Problem.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A problem that was written here can be read", e);
        }
    }

    private static Problem problem(int status, String detail) {
        return new ProblemException(status, detail).problem();
    }
}
