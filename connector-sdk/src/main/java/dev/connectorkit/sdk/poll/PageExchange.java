package dev.connectorkit.sdk.poll;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.annotations.PageState;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import java.lang.annotation.Annotation;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The protocol of one method with pages: reads the state of the request, and writes the link to the next page. */
final class PageExchange implements ContainerRequestFilter, ContainerResponseFilter {

    private final PageMethod method;
    private final ObjectMapper json;
    private final Clock clock;

    PageExchange(PageMethod method, ObjectMapper json, Clock clock) {
        this.method = method;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String text = request.getUriInfo().getQueryParameters().getFirst(PageState.NAME);
        request.setProperty(
                StateParameter.PAGE,
                text == null
                        ? Optional.empty()
                        : method.codec().read(PageState.NAME, place(request), text, moment(request)));
    }

    private PollMoment moment(ContainerRequestContext request) {
        int rest = request.getUriInfo().getRequestUri().toString().length();
        return new PollMoment(clock.instant(), method.codec().bytesIn(Locations.LIMIT - rest));
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof Page<?> page) {
            ObjectNode body = json.createObjectNode();
            ArrayNode items = body.putArray("value");
            page.items().forEach(item -> items.add(json.<JsonNode>valueToTree(item)));
            String link = link(request, page);
            if (link != null) {
                body.put("nextLink", link);
            }
            response.setEntity(body, new Annotation[0], MediaType.APPLICATION_JSON_TYPE);
        }
    }

    private @Nullable String link(ContainerRequestContext request, Page<?> page) {
        if (page.next() == null) {
            return null;
        }
        String state = method.codec().write(place(request), page.next());
        String link = Locations.with(request.getUriInfo().getRequestUri(), PageState.NAME, state);
        if (link.length() > Locations.LIMIT) {
            throw new IllegalStateException("The nextLink of " + method.name() + " has " + link.length()
                    + " characters, and engines take no more than " + Locations.LIMIT + "; keep less in the state");
        }
        return link;
    }

    /** Returns the text that the state is bound to, so that the state of a trigger at the same path is refused. */
    private static String place(ContainerRequestContext request) {
        return PageState.NAME + " " + request.getUriInfo().getPath();
    }
}
