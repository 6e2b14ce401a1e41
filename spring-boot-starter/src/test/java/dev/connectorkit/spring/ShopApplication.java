package dev.connectorkit.spring;

import dev.connectorkit.annotations.PollTrigger;
import dev.connectorkit.annotations.TriggerState;
import dev.connectorkit.annotations.WebhookTrigger;
import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.callbacks.SubscribeTo;
import dev.connectorkit.callbacks.Subscribed;
import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.sdk.action.Accepted;
import dev.connectorkit.sdk.action.AsyncAction;
import dev.connectorkit.sdk.durable.DurableClient;
import dev.connectorkit.sdk.poll.Poll;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.DecimalMin;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Scope;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** An application with one of each. It scans no packages: that of the starter is this one. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({ShopApplication.Orders.class, ShopApplication.OrderResource.class, ShopApplication.Visits.class})
public class ShopApplication {

    /** A payload; its date is written as the application's mapper says. */
    public record Order(long number, Instant placedAt) {}

    /** A filter. */
    public record Region(String region) {}

    @Bean
    Callbacks<Region, Order> placed() {
        return Callbacks.named("placed", Region.class, Order.class).build();
    }

    @Bean
    AsyncAction<Order, Order> pack() {
        return AsyncAction.named("pack", Order.class, Order.class)
                .work((order, progress) -> order)
                .build();
    }

    @Bean
    Orchestrations orchestrations() {
        return Orchestrations.create().register("Greet", String.class, String.class, (ctx, name) -> "Hello " + name);
    }

    @Bean
    ConnectorCustomizer options(Orchestrations orchestrations) {
        return connector -> connector
                .delivery(options -> options.guard(CallbackGuard.forDevelopment()))
                .orchestrations(orchestrations, options -> options.managementApi());
    }

    /** Not a component: Jersey could not create it. */
    @Bean
    Desk desk(Orders orders) {
        return new Desk(orders);
    }

    /** The application's own service. */
    @Service
    public static class Orders {

        private final JdbcClient jdbc;
        private final Callbacks<Region, Order> placed;

        Orders(JdbcClient jdbc, Callbacks<Region, Order> placed) {
            this.jdbc = jdbc;
            this.placed = placed;
        }

        /** Returns the orders above a number. */
        public List<Order> after(long number) {
            return jdbc.sql("SELECT number FROM orders WHERE number > ? ORDER BY number")
                    .param(number)
                    .query((row, index) -> new Order(row.getLong(1), Instant.EPOCH))
                    .list();
        }

        /** Stores an order and publishes it, together. */
        @Transactional
        public void place(long number, boolean fail) {
            jdbc.sql("INSERT INTO orders (number) VALUES (?)").param(number).update();
            placed.publish(new Order(number, Instant.EPOCH));
            if (fail) {
                throw new IllegalStateException("The shop is closed");
            }
        }
    }

    /** A resource that Spring creates and injects into. */
    @Component
    @Path("orders")
    public static class OrderResource {

        private final Orders orders;
        private final Callbacks<Region, Order> placed;
        private final AsyncAction<Order, Order> pack;

        OrderResource(Orders orders, Callbacks<Region, Order> placed, AsyncAction<Order, Order> pack) {
            this.orders = orders;
            this.placed = placed;
            this.pack = pack;
        }

        @GET
        @PollTrigger(summary = "When orders come in")
        public Poll<List<Order>> ordersCameIn(
                @TriggerState Optional<Long> last,
                @QueryParam("least") @DefaultValue("0") @DecimalMin(value = "0", inclusive = true) long least) {
            return last.isEmpty() ? Poll.nothing(least) : Poll.batch(orders.after(last.get()), Order::number, 100);
        }

        @POST
        @Path("subscriptions")
        @WebhookTrigger(summary = "When an order is placed", notification = Order.class)
        public Subscribed whenPlaced(SubscribeTo<Region> wanted) {
            return placed.subscribe(wanted);
        }

        @POST
        @Path("packets")
        @Operation(operationId = "Pack", summary = "Pack an order")
        public Accepted<Order> pack(Order order) {
            return pack.accept(order);
        }

        @POST
        @Path("greetings")
        @Operation(operationId = "Greet", summary = "Greet somebody")
        public Response greet(@QueryParam("name") String name, @Context DurableClient durable) {
            return durable.createCheckStatusResponse(durable.orchestrations().start("Greet", name));
        }
    }

    /** A resource that Spring makes a proxy of, for its transactions. */
    @Path("desk")
    public static class Desk {

        private final Orders orders;

        Desk() {
            this(null);
        }

        Desk(Orders orders) {
            this.orders = orders;
        }

        @POST
        @Path("orders/{number}")
        @Transactional
        @Operation(operationId = "Place", summary = "Place two orders together")
        public Response place(@PathParam("number") long number, @QueryParam("fail") boolean fail) {
            orders.place(number, false);
            orders.place(number + 1, fail);
            return Response.noContent().build();
        }
    }

    /** A resource of which each request gets one of its own; Spring needs no public constructor. */
    @Component
    @Scope("prototype")
    @Path("visits")
    public static class Visits {

        private final Orders orders;
        private int visits;

        Visits(Orders orders) {
            this.orders = orders;
        }

        @GET
        @Operation(operationId = "Visit", summary = "Count the visits")
        public String visit() {
            return ++visits + " of " + orders.after(Long.MAX_VALUE).size();
        }
    }
}
