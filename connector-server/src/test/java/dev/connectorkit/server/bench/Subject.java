package dev.connectorkit.server.bench;

import dev.connectorkit.annotations.WebhookTrigger;
import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.callbacks.SubscribeTo;
import dev.connectorkit.callbacks.Subscribed;
import dev.connectorkit.callbacks.delivery.DeliveryPolicy;
import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.server.ConnectorServer;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A connector whose speed is measured: one keyed event, each key with one subscription. */
public final class Subject implements AutoCloseable {

    static final int IN_ALL = 256;
    static final int PER_HOST = 32;
    static final int HOSTS = IN_ALL / PER_HOST;
    private static final int SUBSCRIBERS = 64;

    public record Wanted(String key) {}

    public record Event(String key, int number, String text) {}

    /** The time of one run: in all, and of each call of publish, sorted. */
    record Run(int deliveries, double seconds, long[] publishNanos) {

        double perSecond() {
            return deliveries / seconds;
        }

        double publishMillis(double part) {
            return publishNanos[(int) (part * (publishNanos.length - 1))] / 1e6;
        }
    }

    private final Callbacks<Wanted, Event> event = Callbacks.named("measured", Wanted.class, Event.class)
            .keyedBy(Wanted::key, Event::key)
            .build();
    private final Callbacks<Wanted, Event> broadcast =
            Callbacks.named("broadcast", Wanted.class, Event.class).build();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final ConnectorServer server;

    Subject(String store, java.nio.file.Path folder) {
        this.server = ConnectorServer.builder()
                .host("127.0.0.1")
                .dataDir(folder)
                .store(store)
                .metrics(metrics)
                .callbacks(event, broadcast)
                .delivery(options -> options.guard(CallbackGuard.forDevelopment())
                        .policy(DeliveryPolicy.builder()
                                .maxConcurrentAttempts(IN_ALL)
                                .maxConcurrentAttemptsPerHost(PER_HOST)
                                .build()))
                .register(new Events(event))
                .register(new Broadcasts(broadcast))
                .start();
    }

    /** One for each key below the count. */
    void subscribe(int from, int to, int receiver) {
        AtomicInteger next = new AtomicInteger(from);
        inThreads(SUBSCRIBERS, () -> {
            for (int i = next.getAndIncrement(); i < to; i = next.getAndIncrement()) {
                event.subscribe(url(i, receiver), new Wanted(Integer.toString(i)));
            }
        });
    }

    /** Many subscriptions to one event. */
    void subscribeToBroadcast(int count, int receiver) {
        AtomicInteger next = new AtomicInteger();
        inThreads(SUBSCRIBERS, () -> {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                broadcast.subscribe(url(i, receiver), new Wanted(Integer.toString(i)));
            }
        });
    }

    /** Publishes to the many, and meanwhile another event to one, until all has arrived; each call of the other's publish. */
    Run runBroadcast(int subscriptions) {
        long before = delivered();
        long start = System.nanoTime();
        CompletableFuture<Void> publishing = CompletableFuture.runAsync(() -> broadcast.publish(event(0, 0)));
        List<Long> took = new ArrayList<>();
        while (!publishing.isDone() || delivered() < before + subscriptions + took.size()) {
            if (!publishing.isDone() || delivered() < before + subscriptions) {
                long began = System.nanoTime();
                event.publish(event(took.size() % HOSTS, took.size()));
                took.add(System.nanoTime() - began);
            }
            LockSupport.parkNanos(5_000_000);
        }
        publishing.join();
        return new Run(
                subscriptions,
                (System.nanoTime() - start) / 1e9,
                took.stream().mapToLong(nanos -> nanos).sorted().toArray());
    }

    static String url(int subscription, int receiver) {
        return "http://127.0.0." + (1 + subscription % HOSTS) + ":" + receiver + "/workflows/" + subscription
                + "/triggers/manual/run?api-version=2016-06-01&sig=0123456789abcdefghijklmnopqrstuvwxyz";
    }

    static Event event(int key, int number) {
        return new Event(Integer.toString(key), number, "x".repeat(400));
    }

    /** Publishes to subscriptions spread over all there are, and waits until all has arrived and is written down. */
    Run run(int deliveries, int publishers, int subscriptions) {
        AtomicInteger next = new AtomicInteger();
        long[] took = new long[deliveries];
        long before = delivered();
        long start = System.nanoTime();
        inThreads(publishers, () -> {
            for (int i = next.getAndIncrement(); i < deliveries; i = next.getAndIncrement()) {
                int key = (int) (i * 7919L % subscriptions);
                long began = System.nanoTime();
                event.publish(event(key, i));
                took[i] = System.nanoTime() - began;
            }
        });
        while (delivered() < before + deliveries) {
            LockSupport.parkNanos(500_000);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Arrays.sort(took);
        return new Run(deliveries, seconds, took);
    }

    private long delivered() {
        return metrics.find("connectorkit.callbacks.delivered").timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    private static void inThreads(int count, Runnable work) {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                all.add(CompletableFuture.runAsync(work, threads));
            }
            all.forEach(CompletableFuture::join);
        } finally {
            threads.shutdown();
        }
    }

    @Override
    public void close() {
        server.close();
    }

    @Path("events")
    public static final class Events {

        private final Callbacks<Wanted, Event> event;

        Events(Callbacks<Wanted, Event> event) {
            this.event = event;
        }

        @POST
        @Path("subscriptions")
        @WebhookTrigger(summary = "When something happens", notification = Event.class)
        public Subscribed subscribe(SubscribeTo<Wanted> wanted) {
            return event.subscribe(wanted);
        }
    }

    @Path("broadcasts")
    public static final class Broadcasts {

        private final Callbacks<Wanted, Event> broadcast;

        Broadcasts(Callbacks<Wanted, Event> broadcast) {
            this.broadcast = broadcast;
        }

        @POST
        @Path("subscriptions")
        @WebhookTrigger(summary = "When something happens to all", notification = Event.class)
        public Subscribed subscribeToAll(SubscribeTo<Wanted> wanted) {
            return broadcast.subscribe(wanted);
        }
    }
}
