package dev.connectorkit.orchestration;

import dev.connectorkit.orchestration.contract.Capability;
import dev.connectorkit.orchestration.contract.RuntimeContract;
import dev.connectorkit.orchestration.embedded.OrchestrationEngine;
import dev.connectorkit.storage.Database;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract of runtimes with the embedded engine, which lacks nothing. */
@NullUnmarked // as users without null checks write
@ParameterizedClass
@EnumSource(names = {"SQLITE", "POSTGRES"})
class EmbeddedContractTest extends RuntimeContract {

    @TempDir
    Path folder;

    @Parameter
    TestStore store;

    private Database database;

    @Override
    protected OrchestrationRuntime open(Orchestrations orchestrations) {
        if (database == null) {
            database = Database.open(store.url(folder));
        }
        return OrchestrationEngine.builder(orchestrations, database).build();
    }

    @Override
    protected void release() {
        database.close();
    }

    @Override
    protected Set<Capability> missing() {
        return Set.of();
    }
}
