package dev.connectorkit.sdk.metrics;

import dev.connectorkit.callbacks.metrics.MeterGroup;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.monitoring.ApplicationEvent;
import org.glassfish.jersey.server.monitoring.ApplicationEventListener;
import org.glassfish.jersey.server.monitoring.RequestEvent;
import org.glassfish.jersey.server.monitoring.RequestEventListener;
import org.glassfish.jersey.uri.UriTemplate;
import org.jspecify.annotations.Nullable;

/** Measures requests. Tags have few values, whatever clients send: path templates instead of paths, and known methods only. */
public final class RequestMeter implements ApplicationEventListener {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final Pattern SLASHES = Pattern.compile("//+");

    private final MeterGroup meters;

    /** Creates the listener; {@code meters} take its measurements. */
    public RequestMeter(MeterGroup meters) {
        this.meters = meters;
    }

    @Override
    public void onEvent(ApplicationEvent event) {
        // only requests are measured
    }

    @Override
    public @Nullable RequestEventListener onRequest(RequestEvent start) {
        if (!meters.isUsed()) {
            return null; // Jersey then makes no events of the request
        }
        long began = System.nanoTime();
        return event -> {
            if (event.getType() == RequestEvent.Type.FINISHED) {
                record(event, Duration.ofNanos(System.nanoTime() - began));
            }
        };
    }

    private void record(RequestEvent event, Duration duration) {
        String method = event.getContainerRequest().getMethod();
        ContainerResponse response = event.getContainerResponse();
        Tags tags = Tags.of(
                "method",
                METHODS.contains(method) ? method : "other",
                "path",
                path(event),
                "status",
                (response == null ? 5 : response.getStatus() / 100) + "xx");
        meters.record("http.requests", "Requests, and the time until the response was written", tags, duration);
    }

    /** Returns the template of the resource method, or "none" if no method has taken the request. */
    private static String path(RequestEvent event) {
        if (event.getUriInfo().getMatchedResourceMethod() == null) {
            return "none";
        }
        List<UriTemplate> templates = new ArrayList<>(event.getUriInfo().getMatchedTemplates());
        Collections.reverse(templates);
        StringBuilder path = new StringBuilder();
        templates.forEach(template -> path.append('/').append(template.getTemplate()));
        return SLASHES.matcher(path).replaceAll("/");
    }
}
