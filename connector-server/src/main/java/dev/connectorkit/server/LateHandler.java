package dev.connectorkit.server;

import java.util.function.Supplier;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.jspecify.annotations.Nullable;

/** Handler that is created at the first request, so that an application that few ask for adds nothing to the start. */
final class LateHandler extends HttpHandler {

    private final Supplier<HttpHandler> create;
    private @Nullable HttpHandler created;

    LateHandler(Supplier<HttpHandler> create) {
        super("late");
        this.create = create;
    }

    @Override
    public void service(Request request, Response response) throws Exception {
        handler().service(request, response);
    }

    private synchronized HttpHandler handler() {
        HttpHandler handler = created;
        if (handler == null) {
            handler = create.get();
            handler.start();
            created = handler;
        }
        return handler;
    }

    @Override
    public synchronized void destroy() {
        if (created != null) {
            created.destroy();
        }
    }
}
