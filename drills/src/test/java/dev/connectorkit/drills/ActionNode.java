package dev.connectorkit.drills;

import dev.connectorkit.sdk.action.Accepted;
import dev.connectorkit.sdk.action.AsyncAction;
import dev.connectorkit.server.ConnectorServer;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** The connector that {@link ActionKillTest} kills. What its work does, it writes into a ledger. */
public final class ActionNode {

    public record Order(String key, int number) {}

    public record Cake(int number) {}

    private ActionNode() {}

    /** Arguments: store, data folder, port, ledger. */
    public static void main(String[] arguments) throws Exception {
        java.nio.file.Path ledger = java.nio.file.Path.of(arguments[3]);
        AsyncAction<Order, Cake> bake = AsyncAction.named("bake", Order.class, Cake.class)
                .work((order, progress) -> {
                    progress.report(50, "in the oven");
                    write(ledger, order.key() + " " + progress.operationId() + "\n");
                    return new Cake(order.number());
                })
                .idempotent()
                .maxRunning(4)
                .maxQueued(40)
                .retryAfter(percent -> Duration.ofSeconds(percent > 0 ? 1 : 2))
                .build();
        try (ConnectorServer server = ConnectorServer.builder()
                .host("127.0.0.1")
                .port(Integer.parseInt(arguments[2]))
                .dataDir(java.nio.file.Path.of(arguments[1]))
                .store(arguments[0])
                .actions(bake)
                .register(new Cakes(bake))
                .start()) {
            server.awaitClosed();
        }
    }

    private static void write(java.nio.file.Path ledger, String line) throws IOException {
        Files.writeString(ledger, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Path("cakes")
    public static final class Cakes {

        private final AsyncAction<Order, Cake> bake;

        Cakes(AsyncAction<Order, Cake> bake) {
            this.bake = bake;
        }

        @POST
        public Accepted<Cake> orderCake(Order order) {
            return bake.accept(order);
        }
    }
}
