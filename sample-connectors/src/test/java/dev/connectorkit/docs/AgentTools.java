package dev.connectorkit.docs;

import dev.connectorkit.annotations.OperationTraits;
import dev.connectorkit.annotations.Tool;
import dev.connectorkit.server.ConnectorServer;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;

/** The snippets of the guide on agents. */
final class AgentTools {

    private AgentTools() {}

    record Refund(String order, String state) {}

    @Path("/refunds")
    static final class Refunds {

        // tag::tool[]
        @POST
        @Operation(summary = "Refund an order", description = "This operation gives the money of an order back.")
        @Tool(
                name = "refund_order",
                description =
                        "Gives back the whole price of one order. Call it only after the customer has named the order.")
        @OperationTraits(confirm = true)
        public Refund refund(@QueryParam("order") @NotNull String order) {
            return new Refund(order, "refunded");
        }
        // end::tool[]
    }

    static ConnectorServer start(Object orders) {
        // tag::server[]
        ConnectorServer server =
                ConnectorServer.builder().title("Orders").mcp().register(orders).start();
        // end::server[]
        return server;
    }

    static ConnectorServer.Builder choose(ConnectorServer.Builder builder) {
        // tag::options[]
        builder.mcp(mcp -> mcp.path("/agents/mcp")
                .only("ListOrders", "RefundAnOrder")
                .followFor(Duration.ofSeconds(30))
                .instructions("Orders have numbers of six digits; list them before you refund one."));
        // end::options[]
        return builder;
    }
}
