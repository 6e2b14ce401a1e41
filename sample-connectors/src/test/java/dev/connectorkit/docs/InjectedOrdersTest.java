package dev.connectorkit.docs;

import static io.restassured.RestAssured.given;

import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.server.ConnectorServer;
import io.restassured.http.ContentType;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.glassfish.jersey.inject.hk2.AbstractBinder;
import org.junit.jupiter.api.Test;

/** The snippets of the guide on dependency injection. */
class InjectedOrdersTest {

    /** An order. */
    public record Order(String id) {}

    /** No filter. */
    public record All() {}

    /** Keeps orders. */
    public interface Store {
        void add(Order order);
    }

    // tag::resource[]
    @Path("/orders")
    @Consumes(MediaType.APPLICATION_JSON)
    public static class Orders {
        private final Store store;
        private final Callbacks<All, Order> created;

        @Inject
        public Orders(Store store, Callbacks<All, Order> created) {
            this.store = store;
            this.created = created;
        }

        @POST
        @Operation(summary = "Create an order", description = "This operation creates an order.")
        public void createOrder(Order order) {
            store.add(order);
            created.publish(order);
        }
    }
    // end::resource[]

    private final List<Order> orders = new CopyOnWriteArrayList<>();
    private final Store store = orders::add;
    private final Callbacks<All, Order> created =
            Callbacks.named("order-created", All.class, Order.class).build();

    private ConnectorServer.Builder bound() {
        return
        // tag::bind[]
        ConnectorServer.builder()
                .bind(Store.class, store)
                .callbacks(created) // injectable as Callbacks<All, Order>
                .register(Orders.class)
        // end::bind[]
        ;
    }

    // tag::binder[]
    static final class StoreBinder extends AbstractBinder {
        private final Store store;

        StoreBinder(Store store) {
            this.store = store;
        }

        @Override
        protected void configure() {
            bindFactory(() -> store).to(Store.class);
        }
    }
    // end::binder[]

    private ConnectorServer.Builder withBinder() {
        return
        // tag::registered[]
        ConnectorServer.builder()
                .register(new StoreBinder(store))
                .callbacks(created)
                .register(Orders.class)
        // end::registered[]
        ;
    }

    @Test
    void a_bound_object_and_a_registered_event_are_injected() {
        creates(bound());
    }

    @Test
    void a_binder_of_jersey_binds_too() {
        creates(withBinder());
    }

    private void creates(ConnectorServer.Builder builder) {
        try (ConnectorServer server = builder.store("memory").start()) {
            given().contentType(ContentType.JSON)
                    .body("{\"id\":\"1\"}")
                    .post(server.url() + "orders")
                    .then()
                    .statusCode(204);
        }
        org.assertj.core.api.Assertions.assertThat(orders).containsExactly(new Order("1"));
    }
}
