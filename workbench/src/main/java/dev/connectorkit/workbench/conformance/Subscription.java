package dev.connectorkit.workbench.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.test.Answer;
import dev.connectorkit.test.Exchange;
import dev.connectorkit.test.FakeReceiver;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A subscription with a receiver of its own, whose URL is shaped as that of an engine. */
final class Subscription implements AutoCloseable {

    /** Must not be found in answers. */
    static final String SIGNATURE = "kZ8-xQ_%2Fw";

    private final Trial trial;
    private static final Pattern WORKFLOW = Pattern.compile("/workflows/([0-9a-f]{32})/");

    private final FakeReceiver receiver;
    private final String workflow = UUID.randomUUID().toString().replace("-", "");
    private final URI callbackUrl;
    private final Exchange exchange;

    private Subscription(Trial trial, Map<String, JsonNode> inputs, Answer first, Answer... next) {
        this.trial = trial;
        this.receiver = FakeReceiver.start(trial.engine().clock());
        this.callbackUrl = receiver.url("/workflows/" + workflow
                + "/triggers/conformance/run?api-version=2016-06-01&sp=%2Ftriggers%2Fconformance%2Frun&sv=1.0&sig="
                + SIGNATURE);
        receiver.answer(first, next);
        this.exchange = trial.send(trial.request(inputs, callbackUrl));
    }

    static Subscription of(Trial trial) {
        return new Subscription(trial, Map.of(), Answer.ACCEPTED);
    }

    /** Subscribes with these inputs instead of the usual ones. */
    static Subscription with(Trial trial, Map<String, JsonNode> inputs) {
        return new Subscription(trial, inputs, Answer.ACCEPTED);
    }

    /** Subscribes with a receiver that answers in this order, and then as the last of them. */
    static Subscription of(Trial trial, Answer first, Answer... next) {
        return new Subscription(trial, Map.of(), first, next);
    }

    /** Answers further callbacks so. */
    void answer(Answer answer) {
        receiver.answer(answer);
    }

    Exchange exchange() {
        return exchange;
    }

    boolean works() {
        return exchange.status() / 100 == 2;
    }

    URI callbackUrl() {
        return callbackUrl;
    }

    /** Returns its callbacks, without late ones of an earlier subscription whose receiver had the same port. */
    List<Exchange> callbacks() {
        return receiver.received().stream()
                .filter(callback -> {
                    Matcher found = WORKFLOW.matcher(callback.request().url().toString());
                    return !found.find() || found.group(1).equals(workflow);
                })
                .toList();
    }

    Optional<URI> location() {
        return trial.location(exchange);
    }

    /** Sends {@code DELETE} to the location, if there is one. */
    Optional<Exchange> delete() {
        return location().map(url -> trial.send("DELETE", url));
    }

    /** Sends {@code DELETE} to a location that the connector has not given out. */
    Optional<Exchange> deleteUnknown() {
        return location().map(url -> trial.send("DELETE", Places.unknown(url)));
    }

    /** Waits for this many callbacks. */
    boolean await(int callbacks) {
        return trial.await(() -> callbacks().size() >= callbacks);
    }

    /** Makes an event, and waits until the callback for it, which the receiver refuses, is repeated; returns the reason if it is not. */
    Optional<String> fireUntilRetried() {
        if (!works()) {
            return Optional.of("The subscription was not accepted");
        }
        trial.fire();
        if (!await(1)) {
            return Optional.of("No callback came for the event that was made");
        }
        return await(2) ? Optional.empty() : Optional.of("A callback is not tried again");
    }

    /** Deletes the subscription and closes the receiver. */
    @Override
    public void close() {
        var unused = works() ? delete() : Optional.empty();
        receiver.close();
    }
}
