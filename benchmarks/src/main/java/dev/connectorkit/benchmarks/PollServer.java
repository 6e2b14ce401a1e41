package dev.connectorkit.benchmarks;

import dev.connectorkit.annotations.PollTrigger;
import dev.connectorkit.annotations.TriggerState;
import dev.connectorkit.sdk.poll.Cursor;
import dev.connectorkit.sdk.poll.Poll;
import dev.connectorkit.server.ConnectorServer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpServerFactory;
import org.glassfish.jersey.jackson.JacksonFeature;
import org.glassfish.jersey.server.ResourceConfig;

/** The servers that {@link Polls} compares, each with the same orders. */
final class PollServer {

    private static final int WORKERS = 32;
    private static final Instant START = Instant.parse(System.getProperty("bench.start"));

    /** The orders that were delivered before; a poll of a cursor or of an instant lists them again. */
    private static final List<Order> KNOWN =
            IntStream.range(0, Cursor.CAPACITY).mapToObj(PollServer::order).toList();

    private static final List<Order> ALL = IntStream.rangeClosed(0, Cursor.CAPACITY)
            .mapToObj(PollServer::order)
            .toList();

    private PollServer() {}

    /** With the name of a server it is the JVM that runs this server until its input ends. */
    public static void main(String[] arguments) throws IOException {
        PrintStream answers = System.out;
        System.setOut(System.err);
        answers.println(start(arguments[0]));
        answers.flush();
        while (System.in.read() >= 0) {
            // until the parent ends
        }
        System.exit(0);
    }

    static List<Order> tenOrders() {
        return KNOWN.subList(0, 10);
    }

    /** An order; ten of them are a payload of 900 bytes. */
    public record Order(String id, String changedAt, String customer, int items) {

        Instant time() {
            return START.plusSeconds(items);
        }
    }

    private static Order order(int number) {
        return new Order("order-" + number, START.plusSeconds(number).toString(), "customer-" + number % 7, number);
    }

    /** Starts a server and returns its port. */
    private static int start(String name) throws IOException {
        return switch (name) {
            case "jersey" -> jersey();
            case "spring" -> SpringServer.start(WORKERS);
            default ->
                ConnectorServer.builder()
                        .host("localhost")
                        .workers(WORKERS)
                        .stateKey("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII))
                        .register(new Triggers())
                        .start()
                        .port();
        };
    }

    private static int jersey() throws IOException {
        HttpServer server = GrizzlyHttpServerFactory.createHttpServer(
                URI.create("http://localhost:0/"),
                new ResourceConfig().register(JacksonFeature.class).register(new ByHand()),
                false);
        // By default a connection ends after 256 requests.
        server.getListener("grizzly").getKeepAlive().setMaxRequestsCount(-1);
        server.getListener("grizzly")
                .getTransport()
                .setWorkerThreadPoolConfig(ThreadPoolConfig.defaultConfig()
                        .setCorePoolSize(WORKERS)
                        .setMaxPoolSize(WORKERS));
        server.start();
        return server.getListener("grizzly").getPort();
    }

    /** The triggers as an author writes them. */
    @Path("/orders")
    @Produces(MediaType.APPLICATION_JSON)
    public static final class Triggers {

        /** Finds nothing. */
        @GET
        @Path("nothing")
        @PollTrigger(summary = "When nothing happens")
        public Poll<List<Order>> nothing(@TriggerState(TriggerState.Form.PLAIN) Instant since) {
            return Poll.nothing();
        }

        /** Finds ten orders. */
        @GET
        @Path("found")
        @PollTrigger(summary = "When orders come in")
        public Poll<List<Order>> found(@TriggerState(TriggerState.Form.PLAIN) Instant since) {
            return Poll.found(tenOrders(), since.plusSeconds(10));
        }

        /** Lists the orders that were delivered, by time. */
        @GET
        @Path("instant")
        @PollTrigger(summary = "When an order changes, by time")
        public Poll<List<Order>> instant(@TriggerState(TriggerState.Form.PLAIN) Instant since) {
            return Poll.batch(
                    KNOWN.stream().filter(order -> order.time().isAfter(since)).toList(), Order::time, Cursor.CAPACITY);
        }

        /** Lists the orders and one more, by time. */
        @GET
        @Path("instant-found")
        @PollTrigger(summary = "When one more order changes, by time")
        public Poll<List<Order>> instantFound(@TriggerState(TriggerState.Form.PLAIN) Instant since) {
            return Poll.batch(
                    ALL.stream().filter(order -> order.time().isAfter(since)).toList(), Order::time, Cursor.CAPACITY);
        }

        /** Lists the orders that were delivered; the cursor remembers all of them. */
        @GET
        @Path("cursor")
        @PollTrigger(summary = "When an order changes")
        public Poll<List<Order>> cursor(@TriggerState(value = TriggerState.Form.PLAIN, lookBack = "P1D") Cursor since) {
            return since.batch(KNOWN, Order::time, Order::id);
        }

        /** Lists the orders and one more. */
        @GET
        @Path("cursor-found")
        @PollTrigger(summary = "When one more order changes")
        public Poll<List<Order>> cursorFound(
                @TriggerState(value = TriggerState.Form.PLAIN, lookBack = "P1D") Cursor since) {
            return since.batch(more(since) ? ALL : KNOWN, Order::time, Order::id);
        }

        private static boolean more(Cursor since) {
            return since.remembered() == Cursor.CAPACITY;
        }
    }

    /** The same protocol by hand, without signatures, links behind proxies, problem documents, limits and ids. */
    @Path("/orders")
    public static final class ByHand {

        /** Finds nothing. */
        @GET
        @Path("nothing")
        public Response nothing(@QueryParam(TriggerState.NAME) String since, @Context UriInfo uri) {
            return answer(202, Instant.parse(since), uri).build();
        }

        /** Finds ten orders. */
        @GET
        @Path("found")
        public Response found(@QueryParam(TriggerState.NAME) String since, @Context UriInfo uri) {
            return answer(200, Instant.parse(since).plusSeconds(10), uri)
                    .entity(tenOrders())
                    .type(MediaType.APPLICATION_JSON)
                    .build();
        }

        private static Response.ResponseBuilder answer(int status, Instant next, UriInfo uri) {
            return Response.status(status)
                    .header(HttpHeaders.RETRY_AFTER, "15")
                    .location(uri.getAbsolutePathBuilder()
                            .queryParam(TriggerState.NAME, next)
                            .build());
        }
    }
}
