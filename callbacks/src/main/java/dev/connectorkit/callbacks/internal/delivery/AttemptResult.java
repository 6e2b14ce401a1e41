package dev.connectorkit.callbacks.internal.delivery;

import org.jspecify.annotations.Nullable;

/**
 * What came back from a receiver, or why nothing did.
 *
 * @param status of the answer; 0 if there was none
 * @param failure why there was none; NONE if there was one
 * @param retryAfter the header, as it came
 * @param allowedOrigin the header by which a receiver consents, as it came
 * @param detail in a few words: where a redirect points to, or what failed; without anything of the answer's body
 */
record AttemptResult(
        int status,
        Failure failure,
        @Nullable String retryAfter,
        @Nullable String allowedOrigin,
        String detail) {

    /** Why there is no answer. */
    enum Failure {
        NONE,
        /** Not in time. */
        TIMEOUT,
        /** The name of the host could not be looked up. */
        NAME,
        /** Nobody takes connections there. */
        CONNECT,
        /** No TLS session, as with a wrong certificate. */
        TLS,
        /** The connection ended early, or what came was not HTTP. */
        BROKEN,
        /** The callback guard forbids the address. */
        FORBIDDEN
    }

    static AttemptResult failed(Failure failure, String detail) {
        return new AttemptResult(0, failure, null, null, detail);
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** Whether the host, more than the subscription, seems to be the reason. */
    boolean blamesHost() {
        return status == 0 ? failure != Failure.FORBIDDEN : status >= 500;
    }

    /** For the book of attempts and the log. */
    String outcome() {
        return status == 0 ? failure.name().toLowerCase(java.util.Locale.ROOT) + ": " + detail : status + detail;
    }
}
