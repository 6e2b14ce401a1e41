package dev.connectorkit.workbench.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.test.StubIssuer;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The connections that the page makes: with a secret, with a sign-in in the browser, and with an issuer of the workbench's own. */
final class SignIns implements AutoCloseable {

    private final Supplier<URI> redirect;
    private final Map<String, SignIn> begun = new ConcurrentHashMap<>();
    private @Nullable StubIssuer issuer;

    /** @param redirect the URL at which the browser comes back */
    SignIns(Supplier<URI> redirect) {
        this.redirect = redirect;
    }

    /** Returns the URLs that a registration with an issuer, and a connector that trusts this workbench, need to know. */
    synchronized ObjectNode urls() {
        ObjectNode urls = Json.object().put("redirect", redirect.get().toString());
        StubIssuer own = issuer();
        urls.putObject("issuer")
                .put("name", own.name())
                .put("keys", own.keysUrl().toString());
        return urls;
    }

    private synchronized StubIssuer issuer() {
        StubIssuer own = issuer;
        if (own == null) {
            own = StubIssuer.start(Clock.systemUTC());
            issuer = own;
        }
        return own;
    }

    /**
     * Connects, or begins a sign-in.
     *
     * @param form {@code kind}, and the fields of this kind
     * @return with {@code signIn}, the URL to open, if the user must sign in
     */
    ObjectNode connect(Session session, JsonNode form) {
        String kind = form.path("kind").asText("none");
        ObjectNode answer = Json.object();
        if (kind.equals("oauth")) {
            SignIn signIn = new SignIn(form, redirect.get());
            begun.put(signIn.state(), signIn);
            return answer.put("signIn", signIn.page().toString());
        }
        session.connect(
                kind.equals("issuer")
                        ? Secrets.of(
                                kind, issuer().connection(form.path("resource").asText()))
                        : Secrets.of(form));
        return answer.put("kind", kind);
    }

    /**
     * Ends a sign-in.
     *
     * @throws IllegalArgumentException if none was begun with this state
     * @throws IllegalStateException if the issuer refuses the code
     */
    void finish(Session session, String state, String code) {
        SignIn signIn = begun.remove(state);
        if (signIn == null) {
            throw new IllegalArgumentException("No sign-in was begun with this state");
        }
        signIn.finish(code);
        session.connect(Secrets.of("oauth", signIn));
    }

    @Override
    public synchronized void close() {
        if (issuer != null) {
            issuer.close();
        }
    }
}
