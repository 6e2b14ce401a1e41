package dev.connectorkit.server;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.ConnectionProbe;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.memory.MemoryManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets whole requests through to Grizzly, and only those that can be understood in one way. It reads on the selector threads and
 * waits for nothing, so that clients which stall take no worker.
 */
final class RequestGate extends BaseFilter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RequestGate.class);
    private static final long CHECK_MILLIS = 200;

    private final WireLimits limits;
    private final boolean secure;
    private final BodyMemory memory;
    private final Attribute<Peer> peerOf = Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(
            RequestGate.class.getName() + "." + System.identityHashCode(this));
    private final Set<Peer> peers = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "connector-watch");
        thread.setDaemon(true);
        return thread;
    });

    RequestGate(WireLimits limits, boolean secure) {
        this.limits = limits;
        this.secure = secure;
        this.memory =
                new BodyMemory(Math.max(limits.bodyBytes(), Runtime.getRuntime().maxMemory() / 4));
        var unused = watch.scheduleWithFixedDelay(this::check, CHECK_MILLIS, CHECK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Reports to this gate what clients have taken of their answers. */
    ConnectionProbe probe() {
        return new ConnectionProbe.Adapter() {
            @Override
            @SuppressWarnings("rawtypes") // as Grizzly declares it
            public void onWriteEvent(Connection connection, Buffer data, long size) {
                Peer peer = peerOf.get(connection);
                if (peer != null) {
                    peer.wrote(size);
                }
            }
        };
    }

    @Override
    public NextAction handleRead(FilterChainContext context) {
        Buffer input = context.getMessage();
        Peer.Complete request = peer(context.getConnection()).read(input, System.nanoTime());
        if (request == null) {
            input.tryDispose();
            return context.getStopAction();
        }
        AtomicInteger held = new AtomicInteger(request.held());
        context.addCompletionListener(done -> memory.give(held.getAndSet(0)));
        Buffer remainder = input.hasRemaining() ? input.split(input.position()) : null;
        input.tryDispose();
        context.setMessage(message(context.getMemoryManager(), request));
        return remainder == null ? context.getInvokeAction() : context.getInvokeAction(remainder);
    }

    @Override
    public NextAction handleClose(FilterChainContext context) {
        Peer peer = peerOf.remove(context.getConnection());
        if (peer != null) {
            peers.remove(peer);
            peer.closed();
        }
        return context.getInvokeAction();
    }

    private Peer peer(Connection<?> connection) {
        @Nullable Peer known = peerOf.get(connection);
        if (known != null) {
            return known;
        }
        Peer peer = new Peer(connection, secure, limits, memory);
        peerOf.set(connection, peer);
        peers.add(peer);
        return peer;
    }

    private static Buffer message(MemoryManager<?> memory, Peer.Complete request) {
        Buffer head = Buffers.wrap(memory, request.head());
        int size = request.body().size();
        return size == 0
                ? head
                : Buffers.appendBuffers(
                        memory, head, Buffers.wrap(memory, request.body().bytes(), 0, size));
    }

    private void check() {
        long now = System.nanoTime();
        for (Peer peer : peers) {
            try {
                peer.check(now);
            } catch (RuntimeException | Error e) {
                LOG.warn("A connection could not be checked", e); // the others go on
            }
        }
        long unread = peers.stream().mapToLong(Peer::unread).sum();
        if (unread > limits.unreadBytes()) {
            disconnectSlowest(unread);
        }
    }

    /** Makes room for those that read: the answers of which most is unread are given up. */
    private void disconnectSlowest(long unread) {
        record Slow(Peer peer, long bytes) {}
        List<Slow> slowest = peers.stream()
                .map(peer -> new Slow(peer, peer.unread()))
                .filter(slow -> slow.bytes() > 0)
                .sorted(Comparator.comparingLong(Slow::bytes).reversed())
                .toList();
        long left = unread;
        int count = 0;
        for (Slow slow : slowest) {
            if (left <= limits.unreadBytes()) {
                break;
            }
            slow.peer().disconnect();
            left -= slow.bytes();
            count++;
        }
        LOG.warn(
                "Clients left {} bytes of answers unread, more than maxUnreadBytes: {} were disconnected",
                unread,
                count);
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
