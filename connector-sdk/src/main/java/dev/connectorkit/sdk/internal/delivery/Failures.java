package dev.connectorkit.sdk.internal.delivery;

import dev.connectorkit.sdk.guard.RefusedCallbackException;
import dev.connectorkit.sdk.internal.delivery.Answer.Failure;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;

/** Says why there was no answer, without what the receiver may have sent. */
final class Failures {

    private Failures() {}

    static Answer of(RefusedCallbackException refused) {
        Failure failure = refused.reason().isTemporary() ? Failure.NAME : Failure.FORBIDDEN;
        return Answer.failed(failure, String.valueOf(refused.getMessage()));
    }

    static Answer of(Throwable cause) {
        if (cause.getCause() instanceof RefusedCallbackException refused) {
            return of(refused);
        }
        if (cause instanceof UnknownHostException) {
            return Answer.failed(Failure.NAME, "the host is not known");
        }
        if (cause instanceof ConnectTimeoutException || cause instanceof InterruptedIOException) {
            return Answer.failed(Failure.TIMEOUT, "no answer in time");
        }
        if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
            return Answer.failed(Failure.CONNECT, "nobody takes connections");
        }
        if (cause instanceof SSLException) {
            return Answer.failed(
                    Failure.TLS, "no TLS session: " + cause.getClass().getSimpleName());
        }
        return Answer.failed(
                Failure.BROKEN, "the connection broke: " + cause.getClass().getSimpleName());
    }
}
