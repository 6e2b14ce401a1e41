package dev.connectorkit.callbacks.internal.delivery;

import dev.connectorkit.guard.CallbackGuard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A receiver, and a transport that has room for one connection. */
abstract class RawReceiverFixture {

    /** Longer than any answer takes. */
    static final Duration LONG = Duration.ofMinutes(1);

    final CallbackGuard guard = CallbackGuard.forDevelopment();
    final Transport transport = new Transport(guard, Limited.to(1, 1), null, null);
    RawReceiver receiver;

    @BeforeEach
    void start() throws IOException {
        receiver = new RawReceiver();
    }

    @AfterEach
    void stop() throws IOException {
        receiver.close(); // first, so that nothing keeps the transport
        transport.close();
    }

    AttemptResult post(String url, Duration timeout) {
        return transport
                .post(guard.check(url), Map.of(), "{\"a\":1}".getBytes(StandardCharsets.UTF_8), timeout)
                .join();
    }
}
