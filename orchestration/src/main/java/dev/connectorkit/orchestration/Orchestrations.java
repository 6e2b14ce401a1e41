package dev.connectorkit.orchestration;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The orchestrations and activities of a program, by name. The engine and the testing kit run them.
 *
 * <pre>{@code
 * Orchestrations orchestrations = Orchestrations.create();
 * orchestrations.registerActivity("SayHello", String.class, String.class, city -> "Hello " + city + "!");
 * orchestrations.register("Greet", String.class, String.class,
 *         (ctx, city) -> ctx.callActivity("SayHello", city, String.class).await());
 * }</pre>
 *
 * <p>Thread-safe; a name can be registered once.
 */
public final class Orchestrations {

    private final Map<String, RegisteredOrchestration<?, ?>> orchestrations = new ConcurrentHashMap<>();
    private final Map<String, RegisteredActivity<?, ?>> activities = new ConcurrentHashMap<>();

    private Orchestrations() {}

    /** An empty registry. */
    public static Orchestrations create() {
        return new Orchestrations();
    }

    /** Registers an orchestration. */
    public <I extends @Nullable Object, O extends @Nullable Object> Orchestrations register(
            String name, TypeRef<I> input, TypeRef<O> output, Orchestration<I, O> orchestration) {
        return add(orchestrations, name, new RegisteredOrchestration<>(name, input, orchestration), "orchestration");
    }

    /** Registers an orchestration. */
    public <I extends @Nullable Object, O extends @Nullable Object> Orchestrations register(
            String name, Class<I> input, Class<O> output, Orchestration<I, O> orchestration) {
        return register(name, TypeRef.of(input), TypeRef.of(output), orchestration);
    }

    /** Registers an orchestration by the simple name of its class, with the type arguments that the class states. */
    public Orchestrations register(Orchestration<?, ?> orchestration) {
        Class<?> type = orchestration.getClass();
        return add(
                orchestrations,
                type.getSimpleName(),
                orchestrationOf(type.getSimpleName(), orchestration, argument(type, Orchestration.class)),
                "orchestration");
    }

    /** Registers an activity. */
    public <I extends @Nullable Object, O extends @Nullable Object> Orchestrations registerActivity(
            String name, TypeRef<I> input, TypeRef<O> output, Activity<I, O> activity) {
        return add(activities, name, new RegisteredActivity<>(name, input, activity), "activity");
    }

    /** Registers an activity. */
    public <I extends @Nullable Object, O extends @Nullable Object> Orchestrations registerActivity(
            String name, Class<I> input, Class<O> output, Activity<I, O> activity) {
        return registerActivity(name, TypeRef.of(input), TypeRef.of(output), activity);
    }

    /** Registers an activity that needs no context. */
    public <I extends @Nullable Object, O extends @Nullable Object> Orchestrations registerActivity(
            String name, TypeRef<I> input, TypeRef<O> output, Activity.Simple<I, O> activity) {
        return registerActivity(name, input, output, (context, value) -> activity.run(value));
    }

    /** Registers an activity that needs no context. */
    public <I extends @Nullable Object, O extends @Nullable Object> Orchestrations registerActivity(
            String name, Class<I> input, Class<O> output, Activity.Simple<I, O> activity) {
        return registerActivity(name, TypeRef.of(input), TypeRef.of(output), activity);
    }

    /** Registers an activity by the simple name of its class, with the type arguments that the class states. */
    public Orchestrations registerActivity(Activity<?, ?> activity) {
        Class<?> type = activity.getClass();
        return add(
                activities,
                type.getSimpleName(),
                activityOf(type.getSimpleName(), activity, argument(type, Activity.class)),
                "activity");
    }

    /** The orchestration of this name. */
    public @Nullable RegisteredOrchestration<?, ?> orchestration(String name) {
        return orchestrations.get(name);
    }

    /** The activity of this name. */
    public @Nullable RegisteredActivity<?, ?> activity(String name) {
        return activities.get(name);
    }

    /** The names of the orchestrations, sorted. */
    public Set<String> orchestrationNames() {
        return new TreeSet<>(orchestrations.keySet());
    }

    /** The names of the activities, sorted. */
    public Set<String> activityNames() {
        return new TreeSet<>(activities.keySet());
    }

    private <T> Orchestrations add(Map<String, T> all, String name, T entry, String kind) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("An " + kind + " needs a name");
        }
        if (all.putIfAbsent(name, entry) != null) {
            throw new IllegalArgumentException("There is an " + kind + " " + name + " already; names must be unique");
        }
        return this;
    }

    private static <I extends @Nullable Object, O extends @Nullable Object>
            RegisteredOrchestration<I, O> orchestrationOf(String name, Orchestration<I, O> orchestration, Type input) {
        return new RegisteredOrchestration<>(name, TypeRef.ofReflected(input), orchestration);
    }

    private static <I extends @Nullable Object, O extends @Nullable Object> RegisteredActivity<I, O> activityOf(
            String name, Activity<I, O> activity, Type input) {
        return new RegisteredActivity<>(name, TypeRef.ofReflected(input), activity);
    }

    private static Type argument(Class<?> type, Class<?> contract) {
        for (Type each : type.getGenericInterfaces()) {
            if (each instanceof ParameterizedType typed && typed.getRawType() == contract) {
                return typed.getActualTypeArguments()[0];
            }
        }
        throw new IllegalArgumentException(type.getName() + " must itself state its types, as in: implements "
                + contract.getSimpleName() + "<Input, Output>; register a lambda with its name and types");
    }
}
