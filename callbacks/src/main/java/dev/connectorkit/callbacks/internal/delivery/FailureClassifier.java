package dev.connectorkit.callbacks.internal.delivery;

import dev.connectorkit.callbacks.internal.delivery.AttemptResult.Failure;
import dev.connectorkit.guard.RefusedCallbackException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;

/** Says why there was no answer, without what the receiver may have sent. */
final class FailureClassifier {

    private FailureClassifier() {}

    static AttemptResult of(RefusedCallbackException refused) {
        Failure failure = refused.reason().isTemporary() ? Failure.NAME : Failure.FORBIDDEN;
        return AttemptResult.failed(failure, String.valueOf(refused.getMessage()));
    }

    static AttemptResult of(Throwable cause) {
        if (cause.getCause() instanceof RefusedCallbackException refused) {
            return of(refused);
        }
        if (cause instanceof UnknownHostException) {
            return AttemptResult.failed(Failure.NAME, "the host is not known");
        }
        if (cause instanceof ConnectTimeoutException || cause instanceof InterruptedIOException) {
            return AttemptResult.failed(Failure.TIMEOUT, "no answer in time");
        }
        if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
            return AttemptResult.failed(Failure.CONNECT, "nobody takes connections");
        }
        if (cause instanceof SSLException) {
            return AttemptResult.failed(Failure.TLS, tls(cause));
        }
        return AttemptResult.failed(
                Failure.BROKEN, "the connection broke: " + cause.getClass().getSimpleName());
    }

    /** In words of our own: a certificate can hold what its owner likes. */
    private static String tls(Throwable failure) {
        String reason = "no TLS session: " + failure.getClass().getSimpleName();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException) {
                return "the certificate has expired";
            }
            if (cause instanceof CertificateNotYetValidException) {
                return "the certificate is not valid yet";
            }
            if (cause instanceof CertPathBuilderException || cause instanceof CertPathValidatorException) {
                // Unless a cause of it says more.
                reason = "the certificate is not of a trusted authority";
            }
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof SSLPeerUnverifiedException || message.startsWith("No subject alternative")) {
                return "the certificate is for another host";
            }
            if (message.contains("protocol version") || message.contains("protocol_version")) {
                return "the receiver does not speak TLS 1.2 or newer";
            }
        }
        return reason;
    }
}
