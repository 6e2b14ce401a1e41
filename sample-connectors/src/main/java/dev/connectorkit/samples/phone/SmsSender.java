package dev.connectorkit.samples.phone;

import dev.connectorkit.orchestration.NonRetriableException;
import java.io.IOException;

/** Sender of codes to phones. Implementations are thread-safe. */
@FunctionalInterface
public interface SmsSender {

    /**
     * Sends it and returns when the message was accepted, which is before it arrives.
     *
     * @param number in the form of E.164: {@code +14255550123}
     * @throws IOException if it may be tried again
     * @throws NonRetriableException if no retry can succeed
     */
    void sendCode(String number, int code) throws IOException, InterruptedException;
}
