package dev.connectorkit.server;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.connectorkit.annotations.CallbackUrl;
import dev.connectorkit.annotations.PushTrigger;
import dev.connectorkit.annotations.Summary;
import dev.connectorkit.annotations.WebhookTrigger;
import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.callbacks.PushInput;
import dev.connectorkit.callbacks.SubscribeTo;
import dev.connectorkit.callbacks.Subscribed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.jspecify.annotations.Nullable;

/** A connector with one event and the three ways to subscribe to it. */
@Path("orders")
public final class OrderEvents {

    public record Region(@Summary("Region") @Nullable String region) {}

    public record Order(String id, String region) {}

    public record OwnBody(
            @CallbackUrl @JsonProperty("notify-at") String notifyAt, String region) {}

    public record Hook(@CallbackUrl String url) {}

    public record NestedBody(Hook hook) {}

    public record PrefixedBody(
            @JsonUnwrapped(prefix = "hook_") Hook hook) {}

    private final Callbacks<Region, Order> created;

    OrderEvents(Callbacks<Region, Order> created) {
        this.created = created;
    }

    static Callbacks.Builder<Region, Order> event() {
        return Callbacks.named("order-created", Region.class, Order.class)
                .where((filter, order) -> filter == null
                        || filter.region() == null
                        || filter.region().equals(order.region()));
    }

    @POST
    @Path("subscriptions")
    @WebhookTrigger(summary = "When an order is created", notification = Order.class)
    public Subscribed subscribe(SubscribeTo<Region> wanted) {
        return created.subscribe(wanted);
    }

    @POST
    @Path("own/subscriptions")
    @WebhookTrigger(summary = "When an order is created (own body)", notification = Order.class)
    public Subscribed subscribeOwn(OwnBody wanted) {
        return created.subscribe(wanted.notifyAt(), new Region(wanted.region()));
    }

    @POST
    @Path("nested/subscriptions")
    @WebhookTrigger(summary = "When an order is created (nested body)", notification = Order.class)
    public Subscribed subscribeNested(NestedBody wanted) {
        return created.subscribe(wanted.hook() == null ? null : wanted.hook().url(), new Region(null));
    }

    @POST
    @Path("prefixed/subscriptions")
    @WebhookTrigger(summary = "When an order is created (prefixed body)", notification = Order.class)
    public Subscribed subscribePrefixed(PrefixedBody wanted) {
        return created.subscribe(wanted.hook() == null ? null : wanted.hook().url(), new Region(null));
    }

    @PUT
    @Path("push/{triggerId}")
    @PushTrigger(summary = "When an order is created (2015)")
    public Subscribed push(@PathParam("triggerId") String triggerId, PushInput<Region> input) {
        return created.subscribe(triggerId, input);
    }
}
