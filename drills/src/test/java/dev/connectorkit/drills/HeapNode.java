package dev.connectorkit.drills;

import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.callbacks.delivery.DeliveryPolicy;
import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.sdk.ConnectorRuntime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.CountDownLatch;

/** A node with a small heap that delivers events of four megabytes to many hosts, and a small one to another. */
final class HeapNode {

    static final int LARGE = 4_000_000;

    private HeapNode() {}

    /** Arguments: store, folder, port of the receivers, number of hosts, number of events that it publishes. */
    public static void main(String[] arguments) throws InterruptedException {
        int port = Integer.parseInt(arguments[2]);
        Callbacks<Void, String> large =
                Callbacks.named("large", Void.class, String.class).build();
        Callbacks<Void, String> small =
                Callbacks.named("small", Void.class, String.class).build();
        ConnectorRuntime.builder()
                .dataDir(Path.of(arguments[1]))
                .store(arguments[0])
                .callbacks(large, small)
                .delivery(options -> options.policy(policy()).guard(CallbackGuard.forDevelopment()))
                .build()
                .start();
        for (int host = 0; host < Integer.parseInt(arguments[3]); host++) {
            large.subscribe("http://127.0.2." + (1 + host) + ":" + port + "/large/" + host);
        }
        small.subscribe("http://127.0.3.1:" + port + "/small");
        for (int event = 0; event < Integer.parseInt(arguments[4]); event++) {
            large.publish(event + ":" + "x".repeat(LARGE));
        }
        if (!arguments[4].equals("0")) {
            small.publish("small");
        }
        new CountDownLatch(1).await();
    }

    private static DeliveryPolicy policy() {
        return DeliveryPolicy.builder()
                .schedule(Collections.nCopies(200, Duration.ofMillis(200)).toArray(Duration[]::new))
                .attemptTimeout(Duration.ofSeconds(10))
                .build();
    }
}
