package dev.connectorkit.server;

import dev.connectorkit.sdk.problem.Problem;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.http.util.Header;

/** Answers requests with an invalid URL with a 400 problem document, and passes all others on to Jersey's container. */
final class GuardedHandler extends HttpHandler {

    /** A name or an address, and a port; links are made of it. */
    private static final Pattern HOST =
            Pattern.compile("(?:[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+])?(?::[0-9]{0,4}|:[1-5][0-9]{4}|:6[0-5][0-9]{3})?");

    private final HttpHandler jersey;
    private final AtomicBoolean destroyed = new AtomicBoolean();

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
        if (!destroyed.getAndSet(true)) {
            jersey.destroy();
        }
    }

    @Override
    public void service(Request request, Response response) throws Exception {
        try {
            if (!HOST.matcher(String.valueOf(request.getHeader(Header.Host))).matches()) {
                throw new IllegalArgumentException("Host");
            }
            jersey.service(request, response);
        } catch (IllegalArgumentException e) {
            response.setStatus(400);
            response.setContentType(Problem.MEDIA_TYPE);
            response.setCharacterEncoding("UTF-8");
            response.getWriter().write(PlainProblem.of(400, "Bad Request"));
        }
    }
}
