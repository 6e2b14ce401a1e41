package dev.connectorkit.sdk.poll;

import dev.connectorkit.callbacks.metrics.MeterGroup;
import io.micrometer.core.instrument.Tags;

/** Counts the polls of one trigger by their outcome. */
record PollMeter(MeterGroup meters, String trigger) {

    void found() {
        count("found");
    }

    void nothing() {
        count("nothing");
    }

    void failed() {
        count("failed");
    }

    private void count(String outcome) {
        if (meters.isUsed()) {
            meters.count("polls", "Polls by outcome", Tags.of("trigger", trigger, "outcome", outcome));
        }
    }
}
