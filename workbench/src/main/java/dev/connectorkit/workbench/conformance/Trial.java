package dev.connectorkit.workbench.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.designer.DesignerInput;
import dev.connectorkit.designer.DesignerOperation;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.test.Exchange;
import dev.connectorkit.test.Request;
import dev.connectorkit.test.WorkflowEngine;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The trial of one operation: the means by which rules look at it. */
final class Trial {

    private final WorkflowEngine engine;
    private final Document document;
    private final DesignerOperation operation;
    private final Map<String, JsonNode> inputs;
    private final Means means;
    private @Nullable Ladder ladder;

    Trial(
            WorkflowEngine engine,
            Document document,
            DesignerOperation operation,
            Map<String, JsonNode> inputs,
            Means means) {
        this.engine = engine;
        this.document = document;
        this.operation = operation;
        this.inputs = inputs;
        this.means = means;
    }

    DesignerOperation operation() {
        return operation;
    }

    /** Returns the operation as it is written. */
    Operation written() {
        return document.operation(operation.operationId()).orElseThrow();
    }

    Map<String, JsonNode> inputs() {
        return inputs;
    }

    /** Calls the action and follows it; the first time only. */
    Ladder ladder() {
        Ladder known = ladder;
        if (known == null) {
            known = Ladder.climb(this);
            ladder = known;
        }
        return known;
    }

    /** Reports whether the connection adds credentials to requests. */
    boolean hasCredentials() {
        Request plain = ladder().first().request();
        Request own = request();
        return !own.url().getPath().equals(plain.url().getPath())
                || plain.headers().size() != own.headers().size()
                || !String.valueOf(own.url().getRawQuery())
                        .equals(String.valueOf(plain.url().getRawQuery()));
    }

    WorkflowEngine engine() {
        return engine;
    }

    Patience patience() {
        return means.patience();
    }

    boolean canFire() {
        return means.fire() != null;
    }

    /** Makes one event. */
    void fire() {
        Runnable fire = means.fire();
        if (fire != null) {
            fire.run();
        }
    }

    /** Restarts the connector, if there is a way to. */
    void restart() {
        Runnable restart = means.restart();
        if (restart != null) {
            restart.run();
        }
    }

    /** Repeats a request until the connector answers it, within the patience. */
    Exchange whenServing(Supplier<Exchange> request) {
        Exchange[] last = {request.get()};
        boolean unused = await(() -> {
            int status = last[0].status();
            if (status != 0 && status != 502 && status != 503) {
                return true;
            }
            last[0] = request.get();
            return false;
        });
        return last[0];
    }

    Claims claims() {
        return means.claims();
    }

    /** Returns the first request with values for all inputs that need one. */
    Request request() {
        return request(null);
    }

    /** Returns the first request with these values instead of the usual ones. */
    Request request(Map<String, JsonNode> other, @Nullable URI callbackUrl) {
        Map<String, JsonNode> all = new TreeMap<>(inputs);
        all.putAll(other);
        return engine.request(operation.operationId(), all, callbackUrl);
    }

    Request request(@Nullable URI callbackUrl) {
        return engine.request(operation.operationId(), inputs, callbackUrl);
    }

    Exchange send(Request request) {
        return engine.send(request);
    }

    /** Sends the first request to another URL of the same kind, such as the {@code Location} of a poll. */
    Exchange send(String method, URI url) {
        Request first = Request.of(method, url);
        Map<String, String> headers = new TreeMap<>();
        headers.put("Accept-Language", "en-US");
        return engine.send(new Request(first.method(), url, headers, ""));
    }

    Optional<URI> location(Exchange exchange) {
        return exchange.response()
                .flatMap(answer -> answer.location(exchange.request().url()));
    }

    /** Waits until the condition holds. */
    boolean await(BooleanSupplier condition) {
        return engine.advanceUntil(condition, means.patience().longest());
    }

    /** Lets the time pass in which something that must not happen would happen. */
    void pause(Duration time) {
        engine.advance(time);
    }

    /** Returns the input that designers fill with the callback URL. */
    Optional<DesignerInput> callbackInput() {
        return operation.inputs().stream()
                .filter(DesignerInput::notificationUrl)
                .findFirst();
    }
}
