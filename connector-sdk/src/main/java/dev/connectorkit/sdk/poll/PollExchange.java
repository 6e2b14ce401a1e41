package dev.connectorkit.sdk.poll;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.annotations.TriggerState;
import dev.connectorkit.http.problem.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.lang.annotation.Annotation;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The protocol of one polling trigger: reads the state of the request, turns the outcome into the answer. */
final class PollExchange implements ContainerRequestFilter, ContainerResponseFilter {

    /** The request property with the value of the author's {@link TriggerState} parameter. */
    static final String VALUE = PollExchange.class.getName() + ".value";

    private final PollMethod method;
    private final PollBody bodies;
    private final Clock clock;
    private final PollMeter meter;

    PollExchange(PollMethod method, ObjectMapper json, Clock clock, PollMeter meter) {
        this.method = method;
        this.bodies = new PollBody(method, json);
        this.clock = clock;
        this.meter = meter;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String text = stateText(request);
        Object value = text == null
                ? method.codec().first(moment(request))
                : method.codec().read(place(request), text, moment(request));
        request.setProperty(VALUE, value);
    }

    private PollMoment moment(ContainerRequestContext request) {
        if (!method.codec().type().usesRoom()) {
            return new PollMoment(clock.instant(), Integer.MAX_VALUE);
        }
        int rest = Locations.withState(request.getUriInfo().getRequestUri(), "").length();
        return new PollMoment(clock.instant(), method.codec().bytesIn(Locations.LIMIT - rest));
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof Poll<?> outcome) {
            answer(request, response, outcome);
        } else if (response.getStatus() < 300) {
            throw new IllegalStateException(method.name() + " must return a Poll, but returned "
                    + (response.hasEntity() ? response.getEntityClass().getName() : "nothing"));
        } else if (response.getStatus() >= 400) {
            meter.failed();
        }
    }

    private void answer(ContainerRequestContext request, ContainerResponseContext response, Poll<?> outcome) {
        if (outcome instanceof Poll.Found<?> found && !isEmptyBatch(found.payload()) && !isStartGivenByUs(request)) {
            NextPoll next = next(request, found.state());
            response.setStatusInfo(Response.Status.OK);
            setBody(response, bodies.of(found.payload(), next.state()));
            setHeaders(response, next, found.more() ? Duration.ZERO : orDefault(found.checkAgainIn()));
            meter.found();
        } else {
            NextPoll next = nextAfterNothing(request, outcome);
            response.setStatusInfo(Response.Status.ACCEPTED);
            if (method.stateInBody()) {
                setBody(response, bodies.ofNothing(next.state()));
            } else {
                response.setEntity(null);
                response.getHeaders().remove(HttpHeaders.CONTENT_TYPE);
            }
            setHeaders(response, next, orDefault(outcome instanceof Poll.Nothing<?> n ? n.checkAgainIn() : null));
            meter.nothing();
        }
    }

    private static void setBody(ContainerResponseContext response, byte[] body) {
        response.setEntity(body, new Annotation[0], MediaType.APPLICATION_JSON_TYPE);
    }

    private static boolean isEmptyBatch(Object payload) {
        return (payload instanceof Collection<?> items && items.isEmpty())
                || (payload instanceof Object[] array && array.length == 0);
    }

    /** A first poll only sets the start; what the author's method found after it is there for the next poll. */
    private boolean isStartGivenByUs(ContainerRequestContext request) {
        return stateText(request) == null && !method.codec().optional();
    }

    private NextPoll nextAfterNothing(ContainerRequestContext request, Poll<?> outcome) {
        Object moved = outcome instanceof Poll.Nothing<?> nothing
                ? nothing.state()
                : isStartGivenByUs(request) ? null : ((Poll.Found<?>) outcome).state();
        if (moved != null) {
            return next(request, moved);
        }
        String unchanged = stateText(request);
        if (unchanged != null) {
            NextPoll next = NextPoll.with(request.getUriInfo().getRequestUri(), unchanged);
            return next.fits() ? next : next(request, valueOf(request));
        }
        if (method.codec().optional()) {
            throw new IllegalStateException(method.name() + " got no state and returned none; on the first poll, where"
                    + " the Optional is empty, return Poll.nothing(start) with the state to start from");
        }
        return next(request, valueOf(request));
    }

    private NextPoll next(ContainerRequestContext request, Object state) {
        return NextPoll.with(request.getUriInfo().getRequestUri(), method, place(request), state)
                .checked(method, stateText(request) == null);
    }

    private static Object valueOf(ContainerRequestContext request) {
        Object value = request.getProperty(VALUE);
        return value instanceof Optional<?> present ? present.orElseThrow() : value;
    }

    private Duration orDefault(@Nullable Duration wait) {
        return wait == null ? method.checkAgainIn() : wait;
    }

    private static void setHeaders(ContainerResponseContext response, NextPoll next, Duration wait) {
        response.getHeaders().putSingle(HttpHeaders.LOCATION, next.location());
        long seconds = wait.plusNanos(999_999_999).toSeconds();
        response.getHeaders().putSingle(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(0, seconds)));
    }

    /** Returns the text that a signed state is bound to: the state of one trigger, or of one list, is refused by another. */
    private static String place(ContainerRequestContext request) {
        return request.getUriInfo().getPath();
    }

    private static @Nullable String stateText(ContainerRequestContext request) {
        List<String> values = request.getUriInfo().getQueryParameters().get(TriggerState.NAME);
        if (values != null && values.size() > 1) {
            throw ProblemException.badRequest(TriggerState.NAME, "given once");
        }
        return values == null || values.get(0).isBlank() ? null : values.get(0);
    }
}
