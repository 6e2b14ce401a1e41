package dev.connectorkit.drills;

import dev.connectorkit.annotations.WebhookTrigger;
import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.callbacks.SubscribeTo;
import dev.connectorkit.callbacks.Subscribed;
import dev.connectorkit.callbacks.delivery.DeliveryPolicy;
import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.server.ConnectorServer;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Duration;
import java.util.Arrays;

/** The connector that {@link KillTest} kills: two events, and a resource by which the test has it publish. */
final class KillConnector {

    static final Duration ATTEMPT_TIMEOUT = Duration.ofMillis(800);
    private static final int TRIES = 20;

    public record Wanted(String key) {}

    /** A number with its key; the padding is there so that the body has a usual size. */
    public record Event(int number, String key, String padding) {

        static Event of(int number, String key) {
            return new Event(number, key, "p".repeat(400));
        }
    }

    private KillConnector() {}

    /** Arguments: store, data folder, port. */
    public static void main(String[] arguments) {
        start(arguments[0], java.nio.file.Path.of(arguments[1]), Integer.parseInt(arguments[2]));
    }

    static ConnectorServer start(String store, java.nio.file.Path folder, int port) {
        Callbacks<Wanted, Event> loose = event("loose").build();
        Callbacks<Wanted, Event> ordered = event("ordered").ordered().build();
        return ConnectorServer.builder()
                .host("127.0.0.1")
                .port(port)
                .dataDir(folder)
                .store(store)
                .callbacks(loose, ordered)
                .delivery(options -> options.policy(policy()).guard(CallbackGuard.forDevelopment()))
                .register(new Events(loose, ordered))
                .start();
    }

    private static Callbacks.Builder<Wanted, Event> event(String name) {
        return Callbacks.named(name, Wanted.class, Event.class)
                .keyedBy(wanted -> wanted == null ? null : wanted.key(), Event::key);
    }

    private static DeliveryPolicy policy() {
        Duration[] waits = new Duration[TRIES];
        Arrays.fill(waits, Duration.ofMillis(200));
        return DeliveryPolicy.builder()
                .schedule(waits)
                .attemptTimeout(ATTEMPT_TIMEOUT)
                .throttleDelay(Duration.ofMillis(300))
                .lease(Duration.ofSeconds(3))
                .build();
    }

    @Path("events")
    public static final class Events {

        private final Callbacks<Wanted, Event> loose;
        private final Callbacks<Wanted, Event> ordered;

        Events(Callbacks<Wanted, Event> loose, Callbacks<Wanted, Event> ordered) {
            this.loose = loose;
            this.ordered = ordered;
        }

        @POST
        @Path("loose/subscriptions")
        @WebhookTrigger(summary = "When something happens", notification = Event.class)
        public Subscribed subscribe(SubscribeTo<Wanted> wanted) {
            return loose.subscribe(wanted);
        }

        @POST
        @Path("ordered/subscriptions")
        @WebhookTrigger(summary = "When something happens, in order", notification = Event.class)
        public Subscribed subscribeOrdered(SubscribeTo<Wanted> wanted) {
            return ordered.subscribe(wanted);
        }

        @POST
        @Path("loose/{key}/{number}")
        public void publish(@PathParam("key") String key, @PathParam("number") int number) {
            loose.publish(Event.of(number, key));
        }

        @POST
        @Path("ordered/{key}/{number}")
        public void publishOrdered(@PathParam("key") String key, @PathParam("number") int number) {
            ordered.publish(Event.of(number, key));
        }
    }
}
