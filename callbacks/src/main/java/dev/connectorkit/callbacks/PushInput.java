package dev.connectorkit.callbacks;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.connectorkit.annotations.CallbackUrl;
import org.jspecify.annotations.Nullable;

/**
 * The body of a push trigger of 2015, {@code {"callbackUrl": ..., "inputs": ...}}.
 *
 * @param <F> the filter
 * @see <a href="https://learn.microsoft.com/previous-versions/azure/app-service-api/app-service-api-dotnet-triggers">Azure App
 *     Service API app triggers</a>
 */
public final class PushInput<F> {

    @CallbackUrl
    private @Nullable String callbackUrl;

    private @Nullable F inputs;

    private String place = "";

    /** Empty, to be filled from JSON. */
    public PushInput() {}

    /** Where events are posted; a secret. May have user-info, which is sent as HTTP Basic. */
    public @Nullable String getCallbackUrl() {
        return callbackUrl;
    }

    /** Sets where events are posted. */
    public void setCallbackUrl(@Nullable String callbackUrl) {
        this.callbackUrl = callbackUrl;
    }

    /** Which events; null if the request has none. */
    public @Nullable F getInputs() {
        return inputs;
    }

    /** Sets which events. */
    public void setInputs(@Nullable F inputs) {
        this.inputs = inputs;
    }

    /** Who sent it, and to which URL: what tells a trigger from all others. No part of the body. */
    @JsonIgnore
    String place() {
        return place;
    }

    /** For the server, which calls it when it has read the request. */
    @JsonIgnore
    public void setPlace(String place) {
        this.place = place;
    }
}
