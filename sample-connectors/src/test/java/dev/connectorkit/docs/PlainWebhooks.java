package dev.connectorkit.docs;

import dev.connectorkit.callbacks.CallbackService;
import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.callbacks.Subscribed;
import dev.connectorkit.callbacks.SubscriptionRefusedException;
import dev.connectorkit.callbacks.admin.CallbackAdmin;
import dev.connectorkit.callbacks.delivery.DeliveryAttempt;
import dev.connectorkit.callbacks.delivery.DeliveryListener;
import dev.connectorkit.callbacks.delivery.DeliveryPolicy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.PreparedStatement;
import java.time.Duration;
import javax.sql.DataSource;

/** The snippets of the guide on webhooks without a server. */
final class PlainWebhooks {

    private PlainWebhooks() {}

    // tag::main[]
    record OrderFilter(String region) {}

    record Order(String id, String region) {}

    public static void main(String[] arguments) throws Exception {
        Callbacks<OrderFilter, Order> created = Callbacks.named("order-created", OrderFilter.class, Order.class)
                .where((filter, order) -> filter.region().equals(order.region()))
                .build();
        try (CallbackService service = CallbackService.builder()
                .store("sqlite:orders.db")
                .keys(key(Path.of("orders.key")))
                .callbacks(created)
                .start()) {
            created.subscribe("https://example.com/hooks/orders", new OrderFilter("north"));
            created.publish(new Order("A-1", "north")); // on disk when this returns
            System.in.read(); // delivers until a key is pressed
        }
    }

    /** Reads the key that encrypts callback URLs; it must stay the same as long as the database is used. */
    static byte[] key(Path file) throws Exception {
        if (Files.notExists(file)) {
            byte[] key = new byte[32];
            new SecureRandom().nextBytes(key);
            Files.write(file, key);
        }
        return Files.readAllBytes(file);
    }
    // end::main[]

    /** A response of whatever serves HTTP. */
    record Response(int status, String location, String body) {}

    // tag::requests[]
    static Response subscribe(Callbacks<OrderFilter, Order> created, String callbackUrl, String region) {
        try {
            Subscribed subscribed = created.subscribe(callbackUrl, new OrderFilter(region));
            return new Response(201, "/subscriptions/" + subscribed.token(), "");
        } catch (SubscriptionRefusedException e) {
            return new Response(
                    e.reason() == SubscriptionRefusedException.Reason.UNAVAILABLE ? 503 : 400, "", e.getMessage());
        }
    }

    static Response unsubscribe(CallbackService service, String token) {
        return new Response(service.unsubscribe(token) ? 204 : 404, "", "");
    }
    // end::requests[]

    // tag::outbox[]
    static void store(Callbacks<OrderFilter, Order> created, Order order) {
        created.inTransaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO orders (id) VALUES (?)")) {
                insert.setString(1, order.id());
                insert.executeUpdate();
            }
            return created.publish(connection, order); // both or neither
        });
    }
    // end::outbox[]

    static CallbackService tuned(DataSource source, byte[] key, Callbacks<?, ?> created, String signingKey) {
        return
        // tag::tuned[]
        CallbackService.builder()
                .dataSource(source) // the pool of the application, to PostgreSQL or SQLite
                .keys(key)
                .callbacks(created)
                .delivery(options -> options.signingKeys(signingKey)
                        .proxy(URI.create("http://proxy.example:3128"))
                        .policy(DeliveryPolicy.builder()
                                .attemptTimeout(Duration.ofSeconds(10))
                                .maxConcurrentAttempts(512)
                                .build())
                        .listener(new DeliveryListener() {
                            @Override
                            public void deadLettered(DeliveryAttempt attempt, String reason) {
                                System.err.println(attempt.deliveryId() + ": " + reason);
                            }
                        }))
                .start()
        // end::tuned[]
        ;
    }

    // tag::admin[]
    static void resendAll(CallbackAdmin admin) {
        admin.deadLetters(null, "", 100)
                .forEach(dead -> System.out.println(dead.event() + " to " + dead.host() + ": " + dead.reason()));
        admin.subscriptions("order-created", null, "", 100).forEach(subscription -> admin.resendAll(subscription.id()));
    }
    // end::admin[]
}
