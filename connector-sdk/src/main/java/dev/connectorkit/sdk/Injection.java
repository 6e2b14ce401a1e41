package dev.connectorkit.sdk;

import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.sdk.action.AsyncAction;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import org.glassfish.jersey.innate.inject.Bindings;
import org.glassfish.jersey.innate.inject.InternalBinder;
import org.jspecify.annotations.Nullable;

/** Makes the author's objects and the registered handles injectable. */
final class Injection extends InternalBinder {

    private final Settings settings;

    Injection(Settings settings) {
        this.settings = settings;
    }

    @Override
    protected void configure() {
        settings.bindings.forEach(this::bindTo);
        for (Callbacks<?, ?> event : settings.callbacks) {
            bind(Bindings.service(event)
                    .to(new Generic(Callbacks.class, event.filterType(), event.payloadType()))
                    .named(event.name()));
        }
        for (AsyncAction<?, ?> action : settings.actions) {
            bind(Bindings.service(action)
                    .to(new Generic(AsyncAction.class, action.inputType(), action.outputType()))
                    .named(action.name()));
        }
    }

    private <T> void bindTo(Bound<T> bound) {
        bind(Bindings.service(bound.instance()).to(bound.type()));
    }

    /** An object under the type that it is injected by. */
    record Bound<T>(Class<T> type, T instance) {}

    /** A handle's class with its two type arguments. */
    private record Generic(Class<?> raw, Type first, Type second) implements ParameterizedType {

        @Override
        public Type[] getActualTypeArguments() {
            return new Type[] {first, second};
        }

        @Override
        public Type getRawType() {
            return raw;
        }

        @Override
        public @Nullable Type getOwnerType() {
            return null;
        }
    }
}
