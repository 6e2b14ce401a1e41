package dev.connectorkit.workbench.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.connectorkit.test.CallOptions;
import dev.connectorkit.test.Connection;
import dev.connectorkit.test.Exchange;
import dev.connectorkit.test.RetryPolicy;
import dev.connectorkit.test.TestClock;
import dev.connectorkit.test.WorkflowEngine;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Faults between an engine and a connector that counts what arrives. */
class FaultsTest {

    private static final String DOCUMENT = """
            {"swagger": "2.0", "info": {"title": "Notes", "version": "1"}, "paths": {"/notes": {"post": {
              "operationId": "AddNote", "summary": "Add a note", "parameters": [{"name": "text", "in": "query",
                "type": "string"}], "responses": {"200": {"description": "A note"}}}}}}
            """;

    private final List<String> arrived = new CopyOnWriteArrayList<>();
    private final Faults faults = new Faults();
    private final TestClock clock = TestClock.create();
    private final Instant start = clock.instant();
    private HttpServer connector;
    private WorkflowEngine engine;

    @BeforeEach
    void start() throws Exception {
        connector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        connector.setExecutor(Executors.newCachedThreadPool());
        connector.createContext("/", exchange -> {
            try (exchange) {
                arrived.add(exchange.getRequestURI().getQuery()
                        + exchange.getRequestHeaders().getFirst("X-Key")
                        + exchange.getRequestHeaders().getFirst("Date"));
                exchange.sendResponseHeaders(200, -1);
            }
        });
        connector.start();
        engine = WorkflowEngine.builder()
                .document(DOCUMENT)
                .base(URI.create("http://127.0.0.1:" + connector.getAddress().getPort()))
                .connection(Connection.apiKeyHeader("X-Key", "k"))
                .retryPolicy(RetryPolicy.fixed(1, Duration.ofSeconds(7)))
                .clock(clock)
                .interceptor(faults)
                .build();
    }

    @AfterEach
    void stop() {
        engine.close();
        connector.stop(0);
    }

    private List<Exchange> call(String text) {
        var call = engine.begin("AddNote", Map.of("text", text), CallOptions.DEFAULT);
        engine.advance(Duration.ofMinutes(1));
        return call.exchanges();
    }

    @Test
    void a_dropped_answer_is_repeated_by_the_engine_though_the_connector_has_acted() {
        Faults.Injected drop =
                faults.inject(RequestFaults.dropAnswer(), When.always().times(1));
        assertThat(call("a")).extracting(Exchange::status).containsExactly(0, 200);
        assertThat(arrived).hasSize(2);
        assertThat(drop.hits()).isEqualTo(1);
    }

    @Test
    void a_dropped_request_does_not_arrive() {
        faults.inject(RequestFaults.dropRequest(), When.always().times(1));
        assertThat(call("a")).extracting(Exchange::status).containsExactly(0, 200);
        assertThat(arrived).hasSize(1);
    }

    @Test
    void duplicates_arrive_twice() {
        faults.inject(RequestFaults.duplicate(), When.always().nth(1));
        faults.inject(RequestFaults.duplicateAtOnce(), When.always().nth(2));
        call("a");
        assertThat(arrived).hasSize(2);
        call("b");
        assertThat(arrived).hasSize(4);
        call("c");
        assertThat(arrived).hasSize(5);
    }

    @Test
    void a_delay_is_by_the_clock_of_the_engine() {
        faults.inject(RequestFaults.delay(Duration.ofSeconds(20)), When.always());
        engine.begin("AddNote", Map.of(), CallOptions.DEFAULT);
        assertThat(clock.instant()).isEqualTo(start.plusSeconds(20));
        assertThatThrownBy(() -> RequestFaults.delay(Duration.ofSeconds(-1))).hasMessageContaining("negative");
    }

    @Test
    void a_reset_leaves_half_a_request_and_no_answer() {
        faults.inject(RequestFaults.reset(), When.always().times(1));
        assertThat(call("a")).extracting(Exchange::status).containsExactly(0, 200);
        assertThat(arrived).hasSize(1);
    }

    @Test
    void a_replay_sends_the_previous_request_again() {
        faults.inject(RequestFaults.replay(), When.always());
        call("a");
        call("b");
        assertThat(arrived).extracting(each -> each.substring(0, 6)).containsExactly("text=a", "text=a", "text=b");
    }

    @Test
    void credentials_are_left_out_and_dates_are_wrong() {
        faults.inject(RequestFaults.skew(Duration.ofDays(-1)), When.always()); // beside the clock of the engine
        faults.inject(RequestFaults.noCredentials(), When.always().nth(2));
        call("a");
        call("b");
        assertThat(arrived.get(0)).isEqualTo("text=akMon, 31 Dec 2029 00:00:00 GMT");
        assertThat(arrived.get(1)).contains("text=bnull");
    }

    @Test
    void a_restart_happens_before_the_request() {
        faults.inject(RequestFaults.restart(() -> arrived.add("restart")), When.always());
        call("a");
        assertThat(arrived).hasSize(2).first().isEqualTo("restart");
    }

    @Test
    void a_fault_is_for_an_operation_a_method_a_share_and_can_be_switched_off() {
        Faults half = new Faults(() -> 0.5);
        assertThat(When.always().operation("Other").matches("AddNote", "POST")).isFalse();
        assertThat(When.always().method("delete").matches("AddNote", "DELETE")).isTrue();
        assertThat(When.always().rate(0.4).strikes(1, 0, () -> 0.5)).isFalse();
        assertThat(When.always().rate(0.6).strikes(1, 0, () -> 0.5)).isTrue();
        assertThatThrownBy(() -> When.always().rate(0)).hasMessageContaining("rate must be above 0");
        Faults.Injected one = half.inject(RequestFaults.duplicate(), When.always());
        half.remove(one);
        assertThat(half.injected()).isEmpty();
    }

    @Test
    void faults_are_combined() {
        faults.inject(RequestFaults.duplicate(), When.always());
        faults.inject(RequestFaults.dropAnswer(), When.always().times(1));
        assertThat(call("a")).extracting(Exchange::status).containsExactly(0, 200);
        assertThat(arrived).hasSize(4);
    }
}
