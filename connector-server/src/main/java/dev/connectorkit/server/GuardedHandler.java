package dev.connectorkit.server;

import dev.connectorkit.http.problem.Problem;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.RequestExecutorProvider;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.http.server.util.MappingData;
import org.glassfish.grizzly.http.util.FastHttpDateFormat;
import org.glassfish.grizzly.http.util.Header;

/**
 * Answers requests with an invalid URL with a 400 problem document, those that the executor rejects with a 503, and passes all others
 * to Jersey's container, each on the right threads.
 */
final class GuardedHandler extends HttpHandler {

    /** The names that {@link java.net.URI} takes for a host; Jersey makes one of it. */
    private static final Pattern URI_HOST = Pattern.compile("\\[.*]|[A-Za-z0-9.-]*[A-Za-z0-9-]|");

    private final HttpHandler jersey;
    private final HandlerThreads threads;
    private final AtomicBoolean destroyed = new AtomicBoolean();

    GuardedHandler(HttpHandler jersey, HandlerThreads threads) {
        super("connector");
        this.jersey = jersey;
        this.threads = threads;
    }

    @Override
    public RequestExecutorProvider getRequestExecutorProvider() {
        return threads;
    }

    /** Returns a name that no path contains: Grizzly cuts the parameter of this name out of paths. */
    @Override
    protected String getSessionCookieName() {
        return " ";
    }

    @Override
    public void start() {
        jersey.start();
    }

    @Override
    public void destroy() {
        if (!destroyed.getAndSet(true)) {
            threads.close();
            jersey.destroy();
        }
    }

    @Override
    public void service(Request request, Response response) throws Exception {
        response.setHeader(Header.Date, FastHttpDateFormat.getCurrentDate());
        if (HandlerThreads.isRejected(request)) {
            response.setHeader(Header.RetryAfter, PlainProblem.RETRY_AFTER);
            refuse(response, 503, "Service Unavailable");
            return;
        }
        try {
            if (!URI_HOST.matcher(request.getServerName()).matches()) {
                request.setServerName("localhost"); // links are built from the Host header, which stays as it is
            }
            enterBasePath(request);
            jersey.service(request, response);
        } catch (IllegalArgumentException e) {
            refuse(response, 400, "Bad Request");
        }
    }

    /** Gives Jersey the base path, or marks a request for another path, compared as sent. */
    private void enterBasePath(Request request) {
        String basePath = threads.basePath();
        if (basePath.isEmpty()) {
            return;
        }
        String path = request.getRequestURI();
        if (!path.equals(basePath) && !path.startsWith(basePath + "/")) {
            request.setAttribute(OutsideFilter.OUTSIDE, true);
            return;
        }
        MappingData mapping = new MappingData();
        mapping.contextPath.setString(basePath);
        updatePaths(request, mapping);
    }

    private static void refuse(Response response, int status, String title) throws IOException {
        response.setStatus(status);
        response.setContentType(Problem.MEDIA_TYPE);
        response.setCharacterEncoding("UTF-8");
        response.getWriter().write(PlainProblem.of(status, title));
    }
}
