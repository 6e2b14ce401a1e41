package dev.connectorkit.sdk.admin;

import dev.connectorkit.callbacks.admin.AttemptView;
import dev.connectorkit.callbacks.admin.CallbackAdmin;
import dev.connectorkit.callbacks.admin.DeadLetterView;
import dev.connectorkit.callbacks.admin.DeliveryView;
import dev.connectorkit.callbacks.admin.SubscriptionState;
import dev.connectorkit.callbacks.admin.SubscriptionView;
import dev.connectorkit.http.problem.ProblemException;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Subscriptions, deliveries, attempts and dead letters. Lists are pages: {@code after} is the last id of the page before. */
@Path("callbacks")
@Produces(MediaType.APPLICATION_JSON)
public final class CallbackAdminResource {

    private static final int LARGEST_PAGE = 1000;
    private static final String PAGE = "100";

    private final CallbackAdmin callbacks;

    /** Creates the resource over the administration of a callback service. */
    public CallbackAdminResource(CallbackAdmin callbacks) {
        this.callbacks = callbacks;
    }

    /** Subscriptions, of one event or state where asked for. */
    @GET
    @Path("subscriptions")
    public List<SubscriptionView> subscriptions(
            @QueryParam("event") @Nullable String event,
            @QueryParam("state") @Nullable SubscriptionState state,
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue(PAGE) @Min(1) @Max(LARGEST_PAGE) int limit) {
        return callbacks.subscriptions(event, state, after, limit);
    }

    /** Returns one subscription. */
    @GET
    @Path("subscriptions/{id}")
    public SubscriptionView subscription(@PathParam("id") String id) {
        return callbacks.subscription(id).orElseThrow(CallbackAdminResource::unknown);
    }

    /** Removes a subscription with all that waits for it. */
    @DELETE
    @Path("subscriptions/{id}")
    public void remove(@PathParam("id") String id) {
        if (!callbacks.remove(id)) {
            throw unknown();
        }
    }

    /** Keeps what is published for a subscription until it is resumed. */
    @POST
    @Path("subscriptions/{id}/pause")
    public SubscriptionView pause(@PathParam("id") String id) {
        callbacks.pause(id);
        return subscription(id);
    }

    /** Lets a paused or ended subscription go on; what it missed is sent by {@link #resendAll}. */
    @POST
    @Path("subscriptions/{id}/resume")
    public SubscriptionView resume(@PathParam("id") String id) {
        callbacks.resume(id);
        return subscription(id);
    }

    /** Sends the dead letters of an active subscription again, up to a thousand; call it until it says 0. */
    @POST
    @Path("subscriptions/{id}/resend")
    public Map<String, Integer> resendAll(@PathParam("id") String id) {
        if (subscription(id).state() != SubscriptionState.ACTIVE) {
            throw new ProblemException(409, "The subscription is not active; resume it first.");
        }
        return Map.of("resent", callbacks.resendAll(id));
    }

    /** Deliveries that are not done. */
    @GET
    @Path("deliveries")
    public List<DeliveryView> deliveries(
            @QueryParam("subscription") @Nullable String subscription,
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue(PAGE) @Min(1) @Max(LARGEST_PAGE) int limit) {
        return callbacks.deliveries(subscription, after, limit);
    }

    /** Returns the attempts at a delivery, known for three days after it has arrived. */
    @GET
    @Path("deliveries/{id}/attempts")
    public List<AttemptView> attempts(@PathParam("id") String id) {
        return callbacks.attempts(id);
    }

    /** Deliveries that were given up, or held while their subscription paused. */
    @GET
    @Path("dead-letters")
    public List<DeadLetterView> deadLetters(
            @QueryParam("subscription") @Nullable String subscription,
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue(PAGE) @Min(1) @Max(LARGEST_PAGE) int limit) {
        return callbacks.deadLetters(subscription, after, limit);
    }

    /** Sends one dead letter again, with the id it had. */
    @POST
    @Path("dead-letters/{id}/resend")
    public Map<String, Integer> resend(@PathParam("id") String id) {
        if (!callbacks.resend(id)) {
            throw new ProblemException(
                    404, "There is no such dead letter, or its subscription is not active; resume that first.");
        }
        return Map.of("resent", 1);
    }

    /**
     * Sends dead letters again, of one subscription where asked for, from the first one after an id; those of subscriptions that are
     * not active stay. Ends after as many as the limit says; {@code next}, if present, is where the next request goes on.
     */
    @POST
    @Path("dead-letters/resend")
    public Map<String, Object> resendMany(
            @QueryParam("subscription") @Nullable String subscription,
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue(PAGE) @Min(1) @Max(LARGEST_PAGE) int limit) {
        List<DeadLetterView> page = callbacks.deadLetters(subscription, after, limit);
        long resent =
                page.stream().filter(letter -> callbacks.resend(letter.id())).count();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("resent", resent);
        answer.put("left", page.size() - resent);
        if (page.size() == limit) {
            answer.put("next", page.get(limit - 1).id());
        }
        return answer;
    }

    private static ProblemException unknown() {
        return new ProblemException(404, "There is no such subscription.");
    }
}
