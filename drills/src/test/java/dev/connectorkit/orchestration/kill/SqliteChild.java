package dev.connectorkit.orchestration.kill;

import dev.connectorkit.orchestration.embedded.OrchestrationEngine;
import dev.connectorkit.storage.Database;
import java.nio.file.Path;

/** A process that is killed: engine and client over one SQLite file. Arguments: folder, number of instances. */
final class SqliteChild {

    private SqliteChild() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int instances = Integer.parseInt(arguments[1]);
        try (Database database = Database.open("sqlite:" + folder.resolve("work.db"));
                OrchestrationEngine engine = OrchestrationEngine.builder(
                                Workload.orchestrations(folder.resolve("runs.log")), database)
                        .build()
                        .start()) {
            Workload.append(folder.resolve("ready"), "ready");
            new Driver(engine.client(), folder.resolve("client.log"), instances).run();
        }
    }
}
