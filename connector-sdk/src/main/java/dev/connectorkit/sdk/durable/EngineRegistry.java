package dev.connectorkit.sdk.durable;

import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.RegisteredActivity;
import dev.connectorkit.orchestration.RegisteredOrchestration;
import dev.connectorkit.orchestration.TypeRef;

/** Copies the author's registry for one engine, so that what the toolkit adds stays out of the author's. */
final class EngineRegistry {

    private EngineRegistry() {}

    /** @throws IllegalArgumentException if a name is reserved */
    static Orchestrations copyOf(Orchestrations authors) {
        Orchestrations copy = Orchestrations.create();
        for (String name : authors.orchestrationNames()) {
            add(copy, authors.orchestration(checked(name)));
        }
        for (String name : authors.activityNames()) {
            add(copy, authors.activity(checked(name)));
        }
        return copy;
    }

    private static String checked(String name) {
        if (name.startsWith(OrchestrationService.INTERNAL)) {
            throw new IllegalArgumentException(
                    "Names that begin with " + OrchestrationService.INTERNAL + " are reserved; rename " + name);
        }
        return name;
    }

    private static <I, O> void add(Orchestrations copy, RegisteredOrchestration<I, O> entry) {
        copy.register(entry.name(), entry.input(), new TypeRef<O>() {}, entry.code());
    }

    private static <I, O> void add(Orchestrations copy, RegisteredActivity<I, O> entry) {
        copy.registerActivity(entry.name(), entry.input(), new TypeRef<O>() {}, entry.code());
    }
}
