package dev.connectorkit.orchestration;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A registry of orchestrations and activities by name, for a runtime and the testing kit.
 *
 * <pre>{@code
 * Orchestrations orchestrations = Orchestrations.create();
 * orchestrations.registerActivity("SayHello", String.class, String.class, city -> "Hello " + city + "!");
 * orchestrations.register("Greet", String.class, String.class,
 *         (ctx, city) -> ctx.callActivity("SayHello", city, String.class).await());
 * }</pre>
 *
 * <p>Thread-safe; a name can be registered once. A registry may be {@linkplain #over layered} over another.
 */
public final class Orchestrations {

    private final Map<String, RegisteredOrchestration<?, ?>> orchestrations = new ConcurrentHashMap<>();
    private final Map<String, RegisteredActivity<?, ?>> activities = new ConcurrentHashMap<>();

    private final @Nullable Orchestrations base;

    private Orchestrations(@Nullable Orchestrations base) {
        this.base = base;
    }

    /** Returns an empty registry. */
    public static Orchestrations create() {
        return new Orchestrations(null);
    }

    /**
     * Returns a registry that adds to another: it finds what is registered with the other too, and what is registered with it
     * leaves the other unchanged. A host program registers its own orchestrations so.
     */
    public static Orchestrations over(Orchestrations base) {
        return new Orchestrations(Required.given("registry", base));
    }

    /**
     * Registers an orchestration.
     *
     * @param output for the inference of types only
     * @throws IllegalArgumentException if the name is blank or registered
     */
    public <I extends @Nullable Object, O extends @Nullable Object> Orchestrations register(
            String name, TypeRef<I> input, TypeRef<O> output, Orchestration<I, O> orchestration) {
        return add(name, new RegisteredOrchestration<>(name, input, orchestration));
    }

    /** Registers an orchestration, as {@link #register(String, TypeRef, TypeRef, Orchestration)}. */
    public <I extends @Nullable Object, O extends @Nullable Object> Orchestrations register(
            String name, Class<I> input, Class<O> output, Orchestration<I, O> orchestration) {
        return register(name, TypeRef.of(input), TypeRef.of(output), orchestration);
    }

    /** Registers an orchestration by the simple name of its class, with the type arguments that the class states. */
    public Orchestrations register(Orchestration<?, ?> orchestration) {
        Class<?> type =
                Required.given("orchestration to register", orchestration).getClass();
        String name = type.getSimpleName();
        return add(name, new RegisteredOrchestration<>(name, input(type, Orchestration.class), orchestration));
    }

    /**
     * Registers an activity.
     *
     * @param output for the inference of types only
     * @throws IllegalArgumentException if the name is blank or registered
     */
    public <I extends @Nullable Object, O extends @Nullable Object> Orchestrations registerActivity(
            String name, TypeRef<I> input, TypeRef<O> output, Activity<I, O> activity) {
        return add(name, new RegisteredActivity<>(name, input, activity));
    }

    /** Registers an activity. */
    public <I extends @Nullable Object, O extends @Nullable Object> Orchestrations registerActivity(
            String name, Class<I> input, Class<O> output, Activity<I, O> activity) {
        return registerActivity(name, TypeRef.of(input), TypeRef.of(output), activity);
    }

    /** Registers an activity that needs no context. */
    public <I extends @Nullable Object, O extends @Nullable Object> Orchestrations registerActivity(
            String name, TypeRef<I> input, TypeRef<O> output, Activity.Simple<I, O> activity) {
        Required.given("activity to register", activity);
        return registerActivity(name, input, output, (context, value) -> activity.run(value));
    }

    /** Registers an activity that needs no context. */
    public <I extends @Nullable Object, O extends @Nullable Object> Orchestrations registerActivity(
            String name, Class<I> input, Class<O> output, Activity.Simple<I, O> activity) {
        return registerActivity(name, TypeRef.of(input), TypeRef.of(output), activity);
    }

    /** Registers an activity by the simple name of its class, with the type arguments that the class states. */
    public Orchestrations registerActivity(Activity<?, ?> activity) {
        Class<?> type = Required.given("activity to register", activity).getClass();
        String name = type.getSimpleName();
        return add(name, new RegisteredActivity<>(name, input(type, Activity.class), activity));
    }

    /** Returns the orchestration of this name, null if it is not registered. */
    public @Nullable RegisteredOrchestration<?, ?> orchestration(String name) {
        RegisteredOrchestration<?, ?> own = orchestrations.get(name);
        return own != null || base == null ? own : base.orchestration(name);
    }

    /** Returns the activity of this name, null if it is not registered. */
    public @Nullable RegisteredActivity<?, ?> activity(String name) {
        RegisteredActivity<?, ?> own = activities.get(name);
        return own != null || base == null ? own : base.activity(name);
    }

    /** Returns the names of the orchestrations, sorted. */
    public Set<String> orchestrationNames() {
        Set<String> names = base == null ? new TreeSet<>() : base.orchestrationNames();
        names.addAll(orchestrations.keySet());
        return names;
    }

    /** Returns the names of the activities, sorted. */
    public Set<String> activityNames() {
        Set<String> names = base == null ? new TreeSet<>() : base.activityNames();
        names.addAll(activities.keySet());
        return names;
    }

    private Orchestrations add(String name, RegisteredOrchestration<?, ?> entry) {
        Required.given("orchestration to register", entry.code());
        Required.given("type of an input", entry.input());
        Required.given("name of an orchestration", name);
        check("orchestration", name, orchestration(name) != null || orchestrations.putIfAbsent(name, entry) != null);
        return this;
    }

    private Orchestrations add(String name, RegisteredActivity<?, ?> entry) {
        Required.given("activity to register", entry.code());
        Required.given("type of an input", entry.input());
        Required.given("name of an activity", name);
        check("activity", name, activity(name) != null || activities.putIfAbsent(name, entry) != null);
        return this;
    }

    private static void check(String kind, String name, boolean taken) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("An " + kind + " needs a name");
        }
        if (taken) {
            throw new IllegalArgumentException(
                    "An " + kind + " " + name + " is registered already; names must be unique");
        }
    }

    /** Returns the type of the input that a class states; the caller guarantees the type argument. */
    private static <I extends @Nullable Object> TypeRef<I> input(Class<?> type, Class<?> contract) {
        for (Type each : type.getGenericInterfaces()) {
            if (each instanceof ParameterizedType typed && typed.getRawType() == contract) {
                return TypeRef.ofReflected(typed.getActualTypeArguments()[0]);
            }
        }
        throw new IllegalArgumentException(type.getName() + " must itself state its types, as in: implements "
                + contract.getSimpleName() + "<Input, Output>; register a lambda with its name and types");
    }
}
