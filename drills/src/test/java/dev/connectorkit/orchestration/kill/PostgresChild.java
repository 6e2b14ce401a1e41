package dev.connectorkit.orchestration.kill;

import dev.connectorkit.orchestration.embedded.OrchestrationEngine;
import dev.connectorkit.storage.Database;
import java.nio.file.Path;
import java.time.Duration;

/** A node of several on PostgreSQL; runs until it is killed. Arguments: folder, URL of the database. */
final class PostgresChild {

    private PostgresChild() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        try (Database database = Database.open(arguments[1]);
                OrchestrationEngine engine = OrchestrationEngine.builder(
                                Workload.orchestrations(folder.resolve("runs.log")), database)
                        .lease(Duration.ofSeconds(2))
                        .build()
                        .start()) {
            Workload.append(folder.resolve("ready"), "ready");
            while (System.in.read() >= 0) {
                engine.client().status("none");
            }
        }
    }
}
