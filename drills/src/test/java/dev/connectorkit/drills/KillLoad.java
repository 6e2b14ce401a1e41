package dev.connectorkit.drills;

import static org.awaitility.Awaitility.await;

import dev.connectorkit.storage.ChildServer;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The engines' side of {@link KillTest}: subscribes and has events published over HTTP, and repeats a request that was not answered.
 * Of each key there are one to three loose subscriptions, or one ordered.
 */
final class KillLoad implements AutoCloseable {

    private static final int PUBLISHERS = 16;
    private static final int HOSTS = 20;
    private static final int GONE_OF = 50;
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private record Subscription(String path, String event, int key) {}

    private final List<ChildServer> nodes;
    private final int receiver;
    private final int looseKeys;
    private final int orderedKeys;
    private final int looseEvents;
    private final int orderedEvents;
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final Map<String, String> pathOfId = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();
    private final AtomicInteger published = new AtomicInteger();
    private final AtomicInteger turn = new AtomicInteger();
    private final ExecutorService threads = Executors.newFixedThreadPool(PUBLISHERS + 1);
    private final List<Future<?>> publishing = new ArrayList<>();
    private final CloseableHttpClient client = HttpClients.custom()
            .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnPerRoute(PUBLISHERS + 1)
                    .setMaxConnTotal(2 * (PUBLISHERS + 1))
                    .build())
            .setDefaultRequestConfig(RequestConfig.custom()
                    .setResponseTimeout(Timeout.ofSeconds(10))
                    .build())
            .disableAutomaticRetries()
            .build();

    /** A tenth of the events is ordered, for a twentieth of the subscriptions. */
    KillLoad(List<ChildServer> nodes, int receiver, int subscriptionCount, int events) {
        this.nodes = nodes;
        this.receiver = receiver;
        this.orderedKeys = subscriptionCount / 20;
        this.orderedEvents = events / 10;
        this.looseEvents = events - orderedEvents;
        int loose = subscriptionCount - orderedKeys;
        this.looseKeys = loose / 2;
        for (int i = 0; i < loose; i++) {
            // The last ones have the first keys again, so that some keys have three and others one.
            int key = i < looseKeys * 3 / 2 ? i % looseKeys : i % (looseKeys / 2);
            subscriptions.add(new Subscription("/loose/" + i, "loose", key));
        }
        for (int i = 0; i < orderedKeys; i++) {
            subscriptions.add(new Subscription("/ordered/" + i, "ordered", i));
        }
    }

    void subscribe(Ledger ledger) {
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < subscriptions.size(); i++) {
            Subscription subscription = subscriptions.get(i);
            if (i % GONE_OF == GONE_OF - 1) {
                ledger.willBeGone(subscription.path());
            }
            String host = "127.0.0." + (1 + i % HOSTS);
            all.add(threads.submit(() -> {
                String body = "{\"callbackUrl\":\"http://" + host + ":" + receiver + subscription.path()
                        + "\",\"key\":\"" + subscription.key() + "\"}";
                String location = post("events/" + subscription.event() + "/subscriptions", body);
                if (location == null) {
                    throw new IllegalStateException("Not subscribed: " + subscription);
                }
                String token = location.substring(location.lastIndexOf('/') + 1);
                pathOfId.put(token.substring(0, token.indexOf('-')), subscription.path());
                return true;
            }));
        }
        all.forEach(future -> join(future, LONGEST));
    }

    /** Begins to publish. */
    void publish() {
        AtomicInteger next = new AtomicInteger();
        for (int i = 0; i < PUBLISHERS; i++) {
            publishing.add(threads.submit(() -> {
                for (int number = next.getAndIncrement(); number < looseEvents; number = next.getAndIncrement()) {
                    publish("loose", number % looseKeys, number);
                }
            }));
        }
        publishing.add(threads.submit(() -> {
            for (int number = 0; number < orderedEvents; number++) {
                publish("ordered", number % orderedKeys, number);
            }
        }));
    }

    private void publish(String event, int key, int number) {
        String path = "events/" + event + "/" + key + "/" + number;
        AtomicInteger tries = requests.computeIfAbsent(event + number, same -> new AtomicInteger());
        if (!published(path, tries)) {
            await().atMost(LONGEST).pollInterval(Duration.ofMillis(100)).until(() -> published(path, tries));
        }
        published.incrementAndGet();
    }

    /** A request that found nobody who listens is not counted: it has published nothing. */
    private boolean published(String path, AtomicInteger tries) {
        tries.incrementAndGet();
        try {
            return post(path, "") != null;
        } catch (ConnectException e) {
            tries.decrementAndGet();
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    /** The Location of the answer or an empty text; null if it was a failure. */
    private @Nullable String post(String path, String body) throws IOException {
        HttpPost post =
                new HttpPost(nodes.get(turn.getAndIncrement() % nodes.size()).url() + path);
        post.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
        return client.execute(post, answer -> {
            Header location = answer.getFirstHeader("Location");
            return answer.getCode() / 100 != 2 ? null : location == null ? "" : location.getValue();
        });
    }

    int published() {
        return published.get();
    }

    int requests() {
        return requests.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    void awaitPublished(Duration longest) {
        publishing.forEach(future -> join(future, longest));
    }

    private static void join(Future<?> future, Duration longest) {
        try {
            future.get(longest.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Integer> numbers(Subscription subscription) {
        boolean ordered = subscription.event().equals("ordered");
        List<Integer> numbers = new ArrayList<>();
        for (int number = subscription.key();
                number < (ordered ? orderedEvents : looseEvents);
                number += ordered ? orderedKeys : looseKeys) {
            numbers.add(number);
        }
        return numbers;
    }

    /** The events that were published and have not arrived. */
    List<String> missing(Ledger ledger) {
        return subscriptions.stream()
                .flatMap(subscription -> numbers(subscription).stream()
                        .filter(number -> !ledger.has(subscription.path(), number))
                        .map(number -> subscription.path() + "#" + number))
                .toList();
    }

    /** The events that arrived with more ids than they were published with. */
    List<String> tooMany(Ledger ledger) {
        return subscriptions.stream()
                .flatMap(subscription -> numbers(subscription).stream()
                        .filter(number -> ledger.idsOf(subscription.path(), number)
                                > Objects.requireNonNull(requests.get(subscription.event() + number))
                                        .get())
                        .map(number -> subscription.path() + "#" + number))
                .toList();
    }

    /** The paths of the callback URLs of these subscriptions. */
    Set<String> paths(Collection<String> ids) {
        Map<String, String> known = new HashMap<>(pathOfId);
        return ids.stream().map(id -> known.getOrDefault(id, "unknown " + id)).collect(Collectors.toSet());
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        client.close();
    }
}
