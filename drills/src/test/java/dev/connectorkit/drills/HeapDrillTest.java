package dev.connectorkit.drills;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.connectorkit.storage.ChildJvm;
import dev.connectorkit.storage.TestDatabases;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Events of four megabytes to many hosts that do not answer, from a process with a heap of 128 MB: a small event to another host
 * overtakes them, and all arrive after a restart. More of it: {@code -Ddrill=nightly}.
 */
class HeapDrillTest {

    private static final int HOSTS = Drill.size(8, 60);
    private static final int EVENTS = Drill.size(2, 10);

    @TempDir
    Path folder;

    private final CountDownLatch released = new CountDownLatch(1);
    private final Set<String> arrived = ConcurrentHashMap.newKeySet();
    private final Map<String, String> contentOfId = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer receivers;

    @BeforeEach
    void listen() throws IOException {
        receivers = HttpServer.create(new InetSocketAddress("0.0.0.0", 0), 200);
        receivers.setExecutor(threads);
        receivers.createContext("/", this::answer);
        receivers.start();
    }

    @AfterEach
    void stop() {
        released.countDown();
        receivers.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try (InputStream in = exchange.getRequestBody()) {
            String begin = new String(in.readNBytes(8), StandardCharsets.UTF_8).split("[:x]")[0];
            long rest = in.transferTo(OutputStream.nullOutputStream());
            if (path.startsWith("/large")) {
                released.await();
                assertThat(rest).isGreaterThan(HeapNode.LARGE - 8);
            }
            String content = path + begin;
            String known = contentOfId.putIfAbsent(exchange.getRequestHeaders().getFirst("webhook-id"), content);
            arrived.add(known == null || known.equals(content) ? content : "an id of " + known + " for " + content);
            exchange.sendResponseHeaders(202, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    private ChildJvm node(String store, int events) {
        return new ChildJvm(
                HeapNode.class,
                folder.resolve("node.log"),
                "128m",
                store,
                folder.toString(),
                Integer.toString(receivers.getAddress().getPort()),
                Integer.toString(HOSTS),
                Integer.toString(events));
    }

    @Test
    void aSmallHeapDeliversLargeEventsToManyHostsThatDoNotAnswerAlsoAfterARestart() {
        String store = TestDatabases.SQLITE.fresh(folder);
        try (ChildJvm first = node(store, EVENTS);
                ChildJvm second = node(store, 0)) {
            first.start();
            Drill.soon().until(() -> {
                first.checkAlive();
                return arrived.contains("/small\"small\"");
            });
            assertThat(arrived).as("the others wait").hasSize(1);
            first.kill();
            second.start();
            released.countDown();
            Drill.soon().until(() -> {
                second.checkAlive();
                return arrived.size() >= 1 + HOSTS * EVENTS;
            });
            assertThat(arrived).hasSize(1 + HOSTS * EVENTS);
            assertThat(contentOfId).as("one id for each").hasSize(1 + HOSTS * EVENTS);
            assertThat(second.log()).doesNotContain("Error");
        }
    }
}
