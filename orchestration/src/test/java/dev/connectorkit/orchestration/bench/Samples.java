package dev.connectorkit.orchestration.bench;

import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.storage.TestDatabases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The measured samples. */
final class Samples {

    /** The times at which the code continued after an event, by instance. */
    static final Map<String, Long> CONTINUED = new ConcurrentHashMap<>();

    private Samples() {}

    static Orchestrations orchestrations() {
        return Orchestrations.create()
                .registerActivity("SayHello", String.class, String.class, name -> "Hello " + name)
                .register(
                        "Hello",
                        String.class,
                        String.class,
                        (ctx, name) ->
                                ctx.callActivity("SayHello", name, String.class).await())
                .register("Five", String.class, String.class, (ctx, name) -> {
                    String last = name;
                    for (int i = 0; i < 5; i++) {
                        last = ctx.callActivity("SayHello", name, String.class).await();
                    }
                    return last;
                })
                .register("Wait", Void.class, String.class, (ctx, in) -> {
                    String got = ctx.waitForExternalEvent("Go", String.class).await();
                    if (!ctx.isReplaying()) {
                        CONTINUED.put(ctx.getInstanceId(), System.nanoTime());
                    }
                    return got;
                })
                .register("Many", Void.class, Integer.class, (ctx, in) -> {
                    int count = 0;
                    while (!ctx.waitForExternalEvent("Go", String.class).await().equals("end")) {
                        count++;
                        CONTINUED.put(ctx.getInstanceId(), System.nanoTime());
                    }
                    return count;
                });
    }

    static String url(String store) {
        try {
            return switch (store) {
                case "memory" -> "memory";
                case "sqlite" -> TestDatabases.SQLITE.fresh(Files.createTempDirectory("bench"));
                case "postgres" -> TestDatabases.POSTGRES.fresh(Files.createTempDirectory("bench"));
                default -> throw new IllegalArgumentException("memory, sqlite or postgres, not " + store);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
