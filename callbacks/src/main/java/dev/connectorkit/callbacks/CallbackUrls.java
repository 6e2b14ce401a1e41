package dev.connectorkit.callbacks;

import dev.connectorkit.callbacks.SubscriptionRefusedException.Reason;
import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.guard.CallbackTarget;
import dev.connectorkit.guard.RefusedCallbackException;
import org.jspecify.annotations.Nullable;

/** Checks callback URLs of subscribe requests. Thread-safe. */
final class CallbackUrls {

    static final String FIELD = "callbackUrl";

    private final CallbackGuard guard;

    CallbackUrls(CallbackGuard guard) {
        this.guard = guard;
    }

    static String required(@Nullable String url) {
        if (url == null || url.isBlank()) {
            throw new SubscriptionRefusedException(Reason.INVALID, FIELD, "is required");
        }
        return url;
    }

    CallbackTarget allowed(String url, boolean withUserInfo) {
        try {
            return withUserInfo ? guard.checkWithUserInfo(url) : guard.check(url);
        } catch (RefusedCallbackException e) {
            Reason reason =
                    e.reason() == RefusedCallbackException.Reason.NO_ANSWER ? Reason.UNAVAILABLE : Reason.INVALID;
            throw new SubscriptionRefusedException(reason, FIELD, String.valueOf(e.getMessage()));
        }
    }

    static String hostAndPort(CallbackTarget target) {
        return target.host() + ":" + target.port();
    }
}
