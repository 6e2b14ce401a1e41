package dev.connectorkit.guard;

import dev.connectorkit.guard.RefusedCallbackException.Reason;

/** A refusal that is not thrown yet, so that it can be cached without a stack trace. */
record Refusal(Reason reason, String message) {

    RefusedCallbackException exception() {
        return new RefusedCallbackException(reason, message);
    }
}
