package dev.connectorkit.test;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The engine's side of webhooks: callback URLs shaped as those of Logic Apps, each with a signature of its own. A callback whose
 * query is not exactly that of its URL is refused with 401, and one to a URL that was given up with 404. Thread-safe.
 */
final class CallbackServer implements AutoCloseable {

    private final Timeline timeline;
    private final Consumer<Exchange> record;
    private final Map<String, Endpoint> endpoints = new ConcurrentHashMap<>();
    private @Nullable LoopbackServer untrusted;
    private final LoopbackServer server = new LoopbackServer("connectorkit-callbacks", this::answer);

    CallbackServer(Timeline timeline, Consumer<Exchange> record) {
        this.timeline = timeline;
        this.record = record;
    }

    /**
     * Opens a callback URL.
     *
     * @param owner of a trigger, as in {@code triggers/WhenAnOrderIsCreated}, or of an action
     * @param accepted gets each callback with a right signature, on a thread of this server, whatever it is answered with
     */
    Endpoint open(String workflowId, String owner, Answers answers, Consumer<Exchange> accepted) {
        return open(workflowId, owner, answers, accepted, true);
    }

    /** Opens a callback URL likewise; one with https and a certificate that nobody trusts if it is not to be trusted. */
    Endpoint open(String workflowId, String owner, Answers answers, Consumer<Exchange> accepted, boolean trusted) {
        String invocation = "/" + owner.replaceAll("[^A-Za-z0-9/_.-]", "_") + "/run";
        String path = "/workflows/" + workflowId + "/" + Requests.hex() + invocation;
        String query = "api-version=2016-06-01&sp=" + Expressions.encoded(invocation) + "&sv=1.0&sig=" + Requests.hex()
                + "%2F-_";
        Endpoint endpoint = new Endpoint((trusted ? server : untrusted()).url(path + "?" + query), answers, accepted);
        endpoints.put(path, endpoint);
        return endpoint;
    }

    private synchronized LoopbackServer untrusted() {
        LoopbackServer known = untrusted;
        if (known == null) {
            known = new LoopbackServer("connectorkit-callbacks-tls", this::answer, UntrustedCertificate.context());
            untrusted = known;
        }
        return known;
    }

    /** Refuses connections, or no longer does so. */
    void down(boolean down) {
        if (down) {
            server.suspend();
        } else {
            server.resume();
        }
    }

    private LoopbackServer.Reply answer(Request request) {
        Endpoint endpoint = endpoints.get(request.url().getPath());
        boolean signed = endpoint != null && endpoint.url.equals(request.url());
        Answer answer = endpoint == null ? Answer.status(404) : signed ? endpoint.answers.next() : Answer.status(401);
        Exchange exchange = Exchange.callback(timeline.now(), request, answer);
        record.accept(exchange);
        if (endpoint != null && signed) {
            endpoint.accepted.accept(exchange);
        }
        timeline.wake();
        return LoopbackServer.Reply.of(answer);
    }

    @Override
    public synchronized void close() {
        server.close();
        if (untrusted != null) {
            untrusted.close();
        }
    }

    /** A callback URL that is open. */
    final class Endpoint {

        private final URI url;
        private final Answers answers;
        private final Consumer<Exchange> accepted;

        private Endpoint(URI url, Answers answers, Consumer<Exchange> accepted) {
            this.url = url;
            this.answers = answers;
            this.accepted = accepted;
        }

        URI url() {
            return url;
        }

        /** Gives the URL up. */
        void close() {
            endpoints.remove(url.getPath());
        }
    }
}
