package dev.connectorkit.sdk.guard;

import dev.connectorkit.sdk.guard.RefusedCallbackException.Reason;

/** A refusal that is not thrown yet, so that it can be cached without a stack trace. */
record Refusal(Reason reason, String message) {

    RefusedCallbackException exception() {
        return new RefusedCallbackException(reason, message);
    }
}
