package dev.connectorkit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.sdk.action.Accepted;
import dev.connectorkit.sdk.action.AsyncAction;
import dev.connectorkit.test.ActionCall;
import dev.connectorkit.test.ActionResult;
import dev.connectorkit.test.CallOptions;
import dev.connectorkit.test.WorkflowEngine;
import dev.connectorkit.test.junit.ConnectorExtension;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The snippets of the guide on tests of long actions. */
class CakeTest {

    public record Order(String flavour) {}

    public record Cake(String flavour) {}

    @Path("/wedding-cakes")
    public static class Bakery {
        private final AsyncAction<Order, Cake> baking;

        Bakery(AsyncAction<Order, Cake> baking) {
            this.baking = baking;
        }

        @POST
        public Accepted<Cake> orderWeddingCake(Order order) {
            return baking.accept(order);
        }
    }

    @RegisterExtension
    final ConnectorExtension connector = ConnectorExtension.of((server, clock) -> {
        Orchestrations orchestrations = Orchestrations.create();
        orchestrations.register("Bake", Order.class, Cake.class, (context, order) -> {
            context.createTimer(Duration.ofDays(3)).await();
            return new Cake(order.flavour());
        });
        AsyncAction<Order, Cake> baking = AsyncAction.named("bake", Order.class, Cake.class)
                .orchestration("Bake")
                .retryAfter(Duration.ofHours(1))
                .build();
        server.orchestrations(orchestrations).actions(baking).register(new Bakery(baking));
    });

    // tag::action[]
    @Test
    void a_cake_that_takes_three_days_is_followed_to_its_end(WorkflowEngine engine) {
        ActionResult result = engine.call(
                "OrderWeddingCake", Map.of("flavour", "plum"), CallOptions.DEFAULT.withTimeout(Duration.ofDays(7)));
        assertThat(result.isSuccessful()).isTrue();
        assertThat(result.body()).hasToString("{\"flavour\":\"plum\"}");
    }
    // end::action[]

    // tag::running[]
    @Test
    void a_cake_is_not_done_after_a_day(WorkflowEngine engine) {
        ActionCall call = engine.begin("OrderWeddingCake", Map.of("flavour", "plum"), CallOptions.DEFAULT);
        engine.advance(Duration.ofHours(23));
        assertThat(call.isDone()).isFalse();
        assertThat(call.exchanges()).hasSize(24); // the order and a status request each hour
        call.cancel();
    }
    // end::running[]
}
