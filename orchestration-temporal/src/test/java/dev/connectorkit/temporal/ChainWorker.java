package dev.connectorkit.temporal;

import dev.connectorkit.orchestration.Activity;
import dev.connectorkit.orchestration.Orchestrations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A worker process: four activities in a row for each instance, each of which writes a line into a file. */
final class ChainWorker {

    /** The exit code of a worker that halted where it was told to. */
    static final int HALTED = 137;

    private ChainWorker() {}

    static TemporalRuntime runtime(String target, Activity<Integer, Integer> step) {
        Orchestrations code = Orchestrations.create()
                .registerActivity("Step", Integer.class, Integer.class, step)
                .register("Chain", Integer.class, Integer.class, (ctx, begin) -> {
                    int n = begin;
                    for (int i = 0; i < 4; i++) {
                        n = ctx.callActivity("Step", n + 1, Integer.class).await();
                    }
                    return n;
                });
        return TemporalRuntime.builder(code)
                .target(target)
                .lease(Duration.ofSeconds(3))
                .activityThreads(2)
                .build();
    }

    /** Runs until it is killed; arguments are the server, the file, a name, and the step at which it halts. */
    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[1]);
        TemporalRuntime runtime = runtime(arguments[0], (context, n) -> {
            write(file, arguments[2] + " " + n + " " + context.taskKey() + "\n");
            if (String.valueOf(n).equals(arguments[3])) {
                Runtime.getRuntime().halt(HALTED);
            }
            return n;
        });
        runtime.start();
        new CountDownLatch(1).await();
    }

    private static synchronized void write(Path file, String line) throws IOException {
        Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
