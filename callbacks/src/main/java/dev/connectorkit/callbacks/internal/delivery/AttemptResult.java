package dev.connectorkit.callbacks.internal.delivery;

import dev.connectorkit.callbacks.internal.store.Attempt;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Result of an attempt: a response, or the reason of the failure.
 *
 * @param status the HTTP status, 0 if there is no response
 * @param failure the reason why there is no response, NONE if there is one
 * @param retryAfter the header as it was received
 * @param allowedOrigin the header that grants consent, as it was received
 * @param detail the target host of a redirect, or the cause of a failure, in a few words
 */
record AttemptResult(
        int status,
        Failure failure,
        @Nullable String retryAfter,
        @Nullable String allowedOrigin,
        String detail) {

    /** Reasons for the lack of a response. */
    enum Failure {
        NONE,
        /** Connected, but no response in time. */
        TIMEOUT,
        /** The name of the host could not be resolved. */
        NAME,
        /** No connection, or none in time. */
        CONNECT,
        /** No TLS session, as with an invalid certificate. */
        TLS,
        /** The connection ended early, or the response was not HTTP. */
        BROKEN,
        /** The callback guard forbids the address. */
        FORBIDDEN,
        /** The attempt failed on this side. */
        LOCAL
    }

    static AttemptResult failed(Failure failure, String detail) {
        return new AttemptResult(0, failure, null, null, detail);
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** Returns whether the host could not be reached, which concerns all of its subscriptions. */
    boolean isConnectionFailure() {
        return failure == Failure.NAME || failure == Failure.CONNECT || failure == Failure.TLS;
    }

    /** Returns the state of the receiver, for the circuit breaker of its subscription. */
    Attempt.Answer answer() {
        if (failure == Failure.TIMEOUT || failure == Failure.BROKEN || status >= 500) {
            return Attempt.Answer.FAILING;
        }
        return status == 0 ? Attempt.Answer.UNKNOWN : Attempt.Answer.WORKING;
    }

    /** Returns the outcome in a few words. */
    String outcome() {
        return status == 0 ? failure.name().toLowerCase(Locale.ROOT) + ": " + detail : status + detail;
    }
}
