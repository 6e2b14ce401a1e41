package dev.connectorkit.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.connectorkit.orchestration.InstanceNotFoundException;
import dev.connectorkit.orchestration.InstanceQuery;
import dev.connectorkit.orchestration.OrchestrationClient;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.StartOptions;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.MethodDescriptor;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.testserver.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An instance is purged between its description and the next call about it: the request for its history names a run that the server
 * does not have, and so gets the server's own answer to that.
 */
class PurgedMeanwhileTest {

    private static final Duration LONG = Duration.ofMinutes(3);
    private static final String PURGED = "purged";

    private static final ClientInterceptor PURGES = new ClientInterceptor() {
        @Override
        public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
            return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
                @Override
                @SuppressWarnings("unchecked") // a request of the same type
                public void sendMessage(Q message) {
                    super.sendMessage(
                            message instanceof GetWorkflowExecutionHistoryRequest request
                                            && request.getExecution()
                                                    .getWorkflowId()
                                                    .equals(PURGED)
                                    ? (Q) ofUnknownRun(request)
                                    : message);
                }
            };
        }

        private GetWorkflowExecutionHistoryRequest ofUnknownRun(GetWorkflowExecutionHistoryRequest request) {
            GetWorkflowExecutionHistoryRequest.Builder other = request.toBuilder();
            other.getExecutionBuilder().setRunId(UUID.randomUUID().toString());
            return other.build();
        }
    };

    private static TemporalRuntime.Builder runtime(String target) {
        Orchestrations code =
                Orchestrations.create().register("Echo", Object.class, Object.class, (ctx, input) -> input);
        return TemporalRuntime.builder(code).target(target);
    }

    private static TemporalRuntime watched(String target) {
        return runtime(target)
                .service(options -> options.setGrpcClientInterceptors(List.of(PURGES)))
                .build();
    }

    private static void end(OrchestrationClient client, String id) throws Exception {
        client.start("Echo", 1, StartOptions.withId(id));
        client.waitForCompletion(id, LONG);
    }

    @Test
    void it_is_unknown() throws Exception {
        int port = TestServers.freePort();
        try (var server = TestServer.createPortBoundServer(port, true);
                TemporalRuntime worker = runtime("127.0.0.1:" + port).build().start();
                TemporalRuntime watched = watched("127.0.0.1:" + port)) {
            end(worker.client(), PURGED);
            end(worker.client(), "kept");
            OrchestrationClient client = watched.client();

            assertThat(client.status("kept")).isPresent();
            assertThat(client.status(PURGED)).isEmpty();
            assertThatExceptionOfType(InstanceNotFoundException.class).isThrownBy(() -> client.history(PURGED));
            assertThatExceptionOfType(InstanceNotFoundException.class).isThrownBy(() -> client.restart(PURGED, true));
            assertThatExceptionOfType(InstanceNotFoundException.class)
                    .isThrownBy(() -> client.waitForStart(PURGED, LONG));
            assertThatExceptionOfType(InstanceNotFoundException.class)
                    .isThrownBy(() -> client.waitForCompletion(PURGED, LONG));
        }
    }

    @Test
    void it_is_left_out_of_lists(@TempDir Path folder) throws Exception {
        try (RealServer server = RealServer.start(folder);
                TemporalRuntime worker = runtime(server.target()).build().start();
                TemporalRuntime watched = watched(server.target())) {
            for (String id : List.of("a", PURGED, "b")) {
                end(worker.client(), id);
            }
            await().atMost(LONG)
                    .until(() ->
                            worker.client().query(InstanceQuery.ALL).instances().size() == 3);

            assertThat(watched.client().query(InstanceQuery.ALL).instances())
                    .extracting(status -> status.instanceId())
                    .containsExactly("b", "a");
        }
    }
}
