package dev.connectorkit.callbacks;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.connectorkit.annotations.CallbackUrl;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Body of a legacy push trigger request, {@code {"callbackUrl": ..., "inputs": ...}}. Not thread-safe.
 *
 * @param <F> the filter
 * @see <a href="https://learn.microsoft.com/previous-versions/azure/app-service-api/app-service-api-dotnet-triggers">Azure App
 *     Service API app triggers</a>
 */
public final class PushInput<F> {

    @CallbackUrl
    @JsonProperty("callbackUrl")
    private @Nullable String callbackUrl;

    @JsonProperty("inputs")
    private @Nullable F inputs;

    private @Nullable String sender;

    /** Creates an empty input, to be filled from JSON. */
    public PushInput() {}

    /** Returns the URL that events are posted to; a secret. Its user-info is sent as HTTP Basic authentication. */
    public @Nullable String getCallbackUrl() {
        return callbackUrl;
    }

    /** Sets the URL that events are posted to. */
    public void setCallbackUrl(@Nullable String callbackUrl) {
        this.callbackUrl = callbackUrl;
    }

    /** Returns the filter, null if the request has none. */
    public @Nullable F getInputs() {
        return inputs;
    }

    /** Sets the filter. */
    public void setInputs(@Nullable F inputs) {
        this.inputs = inputs;
    }

    /**
     * Returns this input with another filter, made of its own: the engine's inputs are any JSON, as a pattern in the place of an object.
     *
     * @param mapping not called if the request has no inputs
     */
    public <G> PushInput<G> map(Function<? super F, ? extends G> mapping) {
        PushInput<G> mapped = new PushInput<>();
        mapped.callbackUrl = callbackUrl;
        mapped.inputs = inputs == null ? null : mapping.apply(inputs);
        mapped.sender = sender;
        return mapped;
    }

    /**
     * Returns this input with its sender, which identifies the subscription: a later request of the same caller at the same path
     * replaces it, and {@link CallbackService#unsubscribePush} with the same two ends it. A connector on JAX-RS has it set already.
     *
     * @param caller the name of the authenticated caller, empty if absent
     * @param path the path of the request; slashes at its ends are ignored
     */
    public PushInput<F> sentBy(String caller, String path) {
        PushInput<F> sent = new PushInput<>();
        sent.callbackUrl = callbackUrl;
        sent.inputs = inputs;
        sent.sender = sender(caller, path);
        return sent;
    }

    String sender(String triggerId) {
        return sender == null ? sender("", triggerId) : sender;
    }

    static String sender(String caller, String path) {
        return caller + "\n" + path.replaceAll("^/+|/+$", "");
    }
}
