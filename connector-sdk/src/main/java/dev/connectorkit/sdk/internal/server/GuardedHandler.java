package dev.connectorkit.sdk.internal.server;

import dev.connectorkit.sdk.Problem;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

/** Jersey's container, but a URL that is none gets a 400 and not a page with a stack trace. */
final class GuardedHandler extends HttpHandler {

    private final HttpHandler jersey;

    GuardedHandler(HttpHandler jersey) {
        super("connector");
        this.jersey = jersey;
    }

    @Override
    public void start() {
        jersey.start();
    }

    @Override
    public void destroy() {
        jersey.destroy();
    }

    @Override
    public void service(Request request, Response response) throws Exception {
        try {
            jersey.service(request, response);
        } catch (IllegalArgumentException e) {
            response.setStatus(400);
            response.setContentType(Problem.MEDIA_TYPE);
            response.setCharacterEncoding("UTF-8");
            response.getWriter().write(PlainProblem.of(400, "Bad Request"));
        }
    }
}
