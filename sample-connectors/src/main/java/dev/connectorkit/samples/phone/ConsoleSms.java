package dev.connectorkit.samples.phone;

import java.io.PrintStream;

/** Sender that prints each message instead, as in {@code SMS to +14255550123: 2168}. */
public final class ConsoleSms implements SmsSender {

    private final PrintStream out;

    /** Prints to this stream. */
    public ConsoleSms(PrintStream out) {
        this.out = out;
    }

    @Override
    public void sendCode(String number, int code) {
        out.println("SMS to " + number + ": " + code);
        out.flush();
    }
}
