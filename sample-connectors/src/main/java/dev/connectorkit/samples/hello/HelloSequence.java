package dev.connectorkit.samples.hello;

import dev.connectorkit.orchestration.Orchestration;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.TaskOrchestrationContext;
import dev.connectorkit.orchestration.TypeRef;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Greets three cities, one after the other. Whatever the input, and none is needed. Thread-safe. */
public final class HelloSequence implements Orchestration<@Nullable Object, List<String>> {

    /** The name of the orchestration. */
    public static final String NAME = "E1_HelloSequence";

    private static final String SAY_HELLO = "E1_SayHello";

    private HelloSequence() {}

    /** Adds the orchestration and its activity. */
    public static void register(Orchestrations orchestrations) {
        orchestrations
                .register(NAME, TypeRef.of(Object.class), new TypeRef<List<String>>() {}, new HelloSequence())
                .registerActivity(SAY_HELLO, String.class, String.class, city -> "Hello " + city + "!");
    }

    @Override
    public List<String> run(TaskOrchestrationContext context, @Nullable Object input) {
        List<String> greetings = new ArrayList<>();
        for (String city : List.of("Tokyo", "Seattle", "London")) {
            greetings.add(context.callActivity(SAY_HELLO, city, String.class).await());
        }
        return greetings;
    }
}
