package dev.connectorkit.sdk;

import dev.connectorkit.annotations.PollTrigger;
import dev.connectorkit.annotations.TriggerState;
import dev.connectorkit.annotations.WebhookTrigger;
import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.callbacks.SubscribeTo;
import dev.connectorkit.callbacks.Subscribed;
import dev.connectorkit.sdk.action.Accepted;
import dev.connectorkit.sdk.action.AsyncAction;
import dev.connectorkit.sdk.poll.Poll;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;

/** A connector with one operation of each pattern, for tests that start it in different containers. */
@Path("shop")
public final class Shop {

    /** The filter of subscriptions. */
    public record Region(String region) {}

    /** An order. */
    public record Order(String number, Instant placed) {}

    private final Callbacks<Region, Order> placed;
    private final AsyncAction<Order, Order> pack;

    Shop(Callbacks<Region, Order> placed, AsyncAction<Order, Order> pack) {
        this.placed = placed;
        this.pack = pack;
    }

    static Callbacks<Region, Order> event() {
        return Callbacks.named("order-placed", Region.class, Order.class).build();
    }

    static AsyncAction<Order, Order> action() {
        return AsyncAction.named("pack", Order.class, Order.class)
                .idempotent()
                .work((order, progress) -> order)
                .build();
    }

    @GET
    @Path("orders")
    @PollTrigger(summary = "When an order was placed")
    public Poll<List<Order>> orders(
            @TriggerState Instant since, @QueryParam("least") @DefaultValue("0") @Min(0) int least) {
        return Poll.nothing();
    }

    @POST
    @Path("hooks")
    @WebhookTrigger(summary = "When an order is placed", notification = Order.class)
    public Subscribed subscribe(SubscribeTo<Region> wanted) {
        return placed.subscribe(wanted);
    }

    @POST
    @Path("packets")
    @Operation(operationId = "Pack", summary = "Pack an order")
    public Accepted<Order> pack(Order order) {
        return pack.accept(order);
    }

    @POST
    @Path("sales")
    @Operation(operationId = "Sell", summary = "Place an order")
    public void sell(Order order) {
        placed.publish(order);
    }

    @GET
    @Path("broken")
    @Operation(operationId = "Break", summary = "Fail")
    public String broken() {
        throw new IllegalStateException("secret");
    }
}
