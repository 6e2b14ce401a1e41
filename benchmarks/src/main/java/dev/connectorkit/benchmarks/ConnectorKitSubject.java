package dev.connectorkit.benchmarks;

import dev.connectorkit.orchestration.OrchestrationClient;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.embedded.OrchestrationEngine;
import dev.connectorkit.storage.Database;
import java.nio.file.Files;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** This project's engine, on one of its stores. */
final class ConnectorKitSubject implements Subject {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final Database database;
    private final OrchestrationEngine engine;
    private final OrchestrationClient client;

    ConnectorKitSubject(String store) throws Exception {
        String url = switch (store) {
            case "memory" -> "memory";
            case "sqlite" -> "sqlite:" + Files.createTempDirectory("bench").resolve("bench.db");
            default -> "postgres:" + Postgres.start();
        };
        Orchestrations orchestrations = Orchestrations.create();
        orchestrations.registerActivity("Hi", String.class, String.class, (context, name) -> "Hello " + name);
        orchestrations.register(
                "Hello",
                String.class,
                String.class,
                (context, name) ->
                        context.callActivity("Hi", name, String.class).await());
        orchestrations.register("Five", String.class, String.class, (context, name) -> {
            String text = name;
            for (int i = 0; i < 5; i++) {
                text = context.callActivity("Hi", text, String.class).await();
            }
            return text;
        });
        orchestrations.register(
                "Wait",
                String.class,
                Long.class,
                (context, nothing) ->
                        -context.waitForExternalEvent("Go", Long.class).await() + System.nanoTime());
        this.database = Database.open(url);
        this.engine =
                OrchestrationEngine.builder(orchestrations, database).build().start();
        this.client = engine.client();
    }

    @Override
    public void hello() throws Exception {
        client.waitForCompletion(client.start("Hello", "x"), LONG);
    }

    @Override
    public void five() throws Exception {
        client.waitForCompletion(client.start("Five", "x"), LONG);
    }

    @Override
    public long event() throws Exception {
        String id = client.start("Wait", null);
        client.waitForStart(id, LONG);
        client.raiseEvent(id, "Go", System.nanoTime());
        @Nullable String nanos = client.waitForCompletion(id, LONG).output();
        return Long.parseLong(String.valueOf(nanos));
    }

    @Override
    public void close() {
        engine.close();
        database.close();
    }
}
