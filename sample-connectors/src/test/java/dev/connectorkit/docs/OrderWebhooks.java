package dev.connectorkit.docs;

import dev.connectorkit.annotations.CallbackUrl;
import dev.connectorkit.annotations.PushTrigger;
import dev.connectorkit.annotations.Summary;
import dev.connectorkit.annotations.WebhookTrigger;
import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.callbacks.PushInput;
import dev.connectorkit.callbacks.SubscribeTo;
import dev.connectorkit.callbacks.Subscribed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.Map;

/** The snippets of the guide on webhook and push triggers. */
@Path("/orders")
@Consumes(MediaType.APPLICATION_JSON)
public class OrderWebhooks {

    /** An order. */
    public record Order(
            @Summary(value = "Order ID", description = "The number of the order.")
            String id,

            @Summary(value = "Region", description = "Where it is from.")
            String region) {}

    // tag::event[]
    /** Which orders a subscriber wants. */
    public record OrderFilter(
            @Summary(value = "Region", description = "The region to watch.")
            String region) {}

    static Callbacks<OrderFilter, Order> orderCreated() {
        return Callbacks.named("order-created", OrderFilter.class, Order.class)
                .where((filter, order) ->
                        filter.region() == null || filter.region().equals(order.region()))
                .build();
    }
    // end::event[]

    // tag::webhook[]
    private final Callbacks<OrderFilter, Order> created;

    @POST
    @Path("subscriptions")
    @WebhookTrigger(summary = "When an order is created", notification = Order.class)
    public Subscribed whenAnOrderIsCreated(SubscribeTo<OrderFilter> wanted) {
        return created.subscribe(wanted);
    }
    // end::webhook[]

    OrderWebhooks(Callbacks<OrderFilter, Order> created) {
        this.created = created;
    }

    // tag::own[]
    record Watch(@CallbackUrl String notifyAt, String region) {}

    @POST
    @Path("watches")
    @WebhookTrigger(summary = "When an order of a region is created", notification = Order.class)
    public Subscribed whenARegionalOrderIsCreated(Watch watch) {
        return created.subscribe(watch.notifyAt(), new OrderFilter(watch.region()));
    }
    // end::own[]

    // tag::push[]
    @PUT
    @Path("push/{triggerId}")
    @PushTrigger(summary = "When an order is created (push)")
    public Subscribed orderPushTrigger(
            @PathParam("triggerId") @Summary(value = "Trigger ID", description = "Names the workflow.") String id,
            PushInput<OrderFilter> input) {
        return created.subscribe(id, input);
    }
    // end::push[]

    // tag::publish[]
    void orderCameIn(Order order) {
        created.publish(order);
        created.publish(order, Map.of("x-ms-client-tracking-id", "order-" + order.id())); // with headers of your own
    }
    // end::publish[]

    // tag::outbox[]
    void store(Order order) {
        created.inTransaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO orders (id) VALUES (?)")) {
                insert.setString(1, order.id());
                insert.executeUpdate();
            }
            return created.publish(connection, order); // delivered if this commits
        });
    }
    // end::outbox[]

    static Callbacks<OrderFilter, Order> options() {
        return
        // tag::options[]
        Callbacks.named("order-created", OrderFilter.class, Order.class)
                .keyedBy(OrderFilter::region, Order::region) // finds subscriptions by an index, for very many of them
                .ordered() // one at a time and in order, for each subscription
                .expiringAfter(Duration.ofDays(30)) // unless renewed by subscribing again
                .maxSubscriptions(100_000)
                .maxSubscriptionsPerHost(10_000)
                .askingConsent() // CloudEvents' handshake; workflow engines do not know it
                .header("X-Source", "shop")
                .build()
        // end::options[]
        ;
    }
}
