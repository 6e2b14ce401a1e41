package dev.connectorkit.callbacks;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.connectorkit.annotations.CallbackUrl;
import org.jspecify.annotations.Nullable;

/**
 * Body of a subscribe request: the callback URL, beside the properties of the filter. A connector with a different body declares
 * a record of its own and calls {@link Callbacks#subscribe(String, Object)}.
 *
 * @param callbackUrl the URL that events are posted to; a secret; null if the request has none, which is refused
 * @param filter the filter
 * @param <F> the filter, a record
 */
public record SubscribeTo<F>(
        @JsonProperty("callbackUrl") @CallbackUrl @Nullable String callbackUrl,
        @JsonUnwrapped F filter) {

    /** Returns a text without the callback URL. */
    @Override
    public String toString() {
        return "a request to subscribe with " + filter;
    }
}
