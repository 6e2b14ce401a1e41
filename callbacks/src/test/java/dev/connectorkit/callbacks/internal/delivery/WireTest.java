package dev.connectorkit.callbacks.internal.delivery;

import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.storage.TestClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A transport to a receiver on this machine, with host names that the test resolves. */
abstract class WireTest {

    final TestClock clock = new TestClock(Instant.parse("2026-11-21T10:00:00Z"));
    final CallbackGuard guard = CallbackGuard.builder()
            .allowHttp()
            .ports("1-65535")
            .openNetwork("127.0.0.0/8")
            .openNetwork("::1")
            .clock(clock)
            .resolver(this::resolve)
            .build();
    final Transport transport = new Transport(guard, Limited.to(4, 4), null, null);
    RawReceiver receiver;

    /** Returns the addresses of a host. */
    abstract InetAddress[] resolve(String host) throws UnknownHostException;

    @BeforeEach
    void start() throws IOException {
        receiver = new RawReceiver();
    }

    @AfterEach
    void stop() throws IOException {
        receiver.close();
        transport.close();
    }
}
