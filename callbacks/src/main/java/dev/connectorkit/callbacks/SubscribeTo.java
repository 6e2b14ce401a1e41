package dev.connectorkit.callbacks;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.connectorkit.annotations.CallbackUrl;
import org.jspecify.annotations.Nullable;

/**
 * The body of a subscribe request: the callback URL, and beside it the properties of the filter. A connector whose body looks
 * different declares a record of its own and calls {@link Callbacks#subscribe(String, Object)}.
 *
 * @param callbackUrl where events are posted; a secret; null if the request has none, which is refused
 * @param filter which events
 * @param <F> the filter, a record
 */
public record SubscribeTo<F>(
        @CallbackUrl @Nullable String callbackUrl,
        @JsonUnwrapped F filter) {

    /** Without the callback URL. */
    @Override
    public String toString() {
        return "a request to subscribe with " + filter;
    }
}
