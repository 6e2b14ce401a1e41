package dev.connectorkit.server;

import dev.connectorkit.annotations.PollTrigger;
import dev.connectorkit.annotations.TriggerState;
import dev.connectorkit.sdk.poll.Cursor;
import dev.connectorkit.sdk.poll.Poll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A connector with every kind of polling trigger, over a list that the tests fill. */
@Path("/orders")
@Produces(MediaType.APPLICATION_JSON)
public class Orders {

    public record Order(String id, Instant at, long number) {}

    public record Position(String shelf, int index) {}

    public static class BaseSince {
        @TriggerState
        @Nullable Cursor since;
    }

    public static class Since extends BaseSince {

        @QueryParam("region")
        @Nullable String region;
    }

    final List<Order> all = new ArrayList<>();

    void add(String id, Instant at) {
        all.add(new Order(id, at, all.size() + 1L));
    }

    private List<Order> after(Instant since) {
        return all.stream().filter(order -> order.at().isAfter(since)).toList();
    }

    private List<Order> after(long number) {
        return all.stream().filter(order -> order.number() > number).toList();
    }

    @GET
    @Path("instant")
    @PollTrigger(summary = "When an order comes in")
    public Poll<Order> byInstant(@TriggerState Instant since) {
        return Poll.oneAtATime(after(since), Order::at);
    }

    @GET
    @Path("plain")
    @PollTrigger(summary = "When an order comes in, readable", checkAgainIn = "PT1M")
    public Poll<Order> plain(@TriggerState(TriggerState.Form.PLAIN) Instant since) {
        return Poll.oneAtATime(after(since), Order::at);
    }

    @GET
    @Path("number")
    @PollTrigger(summary = "When an order is numbered")
    public Poll<Order> byNumber(@TriggerState Optional<Long> since) {
        return since.map(number -> Poll.oneAtATime(after(number), Order::number))
                .orElseGet(() -> Poll.nothing(0L));
    }

    @GET
    @Path("batch")
    @PollTrigger(summary = "When orders come in")
    public Poll<List<Order>> batch(@TriggerState Optional<Long> since) {
        return since.map(number -> Poll.batch(after(number), Order::number, 2)).orElseGet(() -> Poll.nothing(0L));
    }

    @GET
    @Path("envelope")
    @PollTrigger(summary = "When orders come in, in an envelope", envelope = true, stateInBody = true)
    public Poll<List<Order>> envelope(@TriggerState Optional<Long> since) {
        return batch(since);
    }

    @GET
    @Path("legacy")
    @PollTrigger(summary = "When an order comes in, for engines of 2015", stateInBody = true)
    public Poll<Order> legacy(@TriggerState(TriggerState.Form.PLAIN) Instant since) {
        return plain(since);
    }

    @GET
    @Path("lists/{list}")
    @PollTrigger(summary = "When an order comes into a list")
    public Poll<Order> cursor(@TriggerState Cursor since, @PathParam("list") String list) {
        return since.oneAtATime(all, Order::at, Order::id);
    }

    @GET
    @Path("readable")
    @PollTrigger(summary = "When an order comes in, readable and without loss")
    public Poll<Order> readable(@TriggerState(TriggerState.Form.PLAIN) Cursor since) {
        return since.oneAtATime(all, Order::at, Order::id);
    }

    @GET
    @Path("bean")
    @PollTrigger(summary = "When an order comes into a region")
    public Poll<List<Order>> bean(@BeanParam Since poll) {
        return java.util.Objects.requireNonNull(poll.since).batch(all, Order::at, Order::id);
    }

    @GET
    @Path("record")
    @PollTrigger(summary = "When the position moves")
    public Poll<Position> record(@TriggerState(version = 2) Optional<Position> since) {
        return since.<Poll<Position>>map(at -> {
                    Position next = new Position(at.shelf(), at.index() + 1);
                    return Poll.found(next, next).checkAgainIn(Duration.ofMillis(1500));
                })
                .orElseGet(() -> Poll.nothing(new Position("Größe & Ω", 0)));
    }

    @GET
    @Path("text")
    @PollTrigger(summary = "When a text comes")
    public Poll<String> text(@TriggerState Optional<String> since) {
        return since.<Poll<String>>map(text -> Poll.found("", text)).orElseGet(() -> Poll.nothing("a"));
    }

    @GET
    @Path("async")
    @PollTrigger(summary = "When an order comes in later")
    public CompletionStage<Poll<Order>> async(@TriggerState Instant since) {
        return CompletableFuture.supplyAsync(() -> byInstant(since));
    }

    @GET
    @Path("broken/{how}")
    @PollTrigger(summary = "When it breaks")
    public @Nullable Poll<Object> broken(@TriggerState Optional<String> since, @PathParam("how") String how) {
        return switch (how) {
            case "unavailable" -> throw new ServiceUnavailableException("The shop is closed.", 40L);
            case "closed" -> throw new ServiceUnavailableException();
            case "unexpected" -> throw new IllegalStateException("secret detail");
            case "null" -> null;
            case "wrongState" -> Poll.found("x", 5L);
            case "longState" -> Poll.found("x", "s".repeat(3000));
            case "noStart" -> Poll.nothing();
            default -> Poll.found(Optional.empty(), "s");
        };
    }
}
