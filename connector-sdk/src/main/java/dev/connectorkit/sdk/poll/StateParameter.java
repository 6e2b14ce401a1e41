package dev.connectorkit.sdk.poll;

import dev.connectorkit.annotations.TriggerState;
import java.util.function.Function;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.model.Parameter;
import org.glassfish.jersey.server.spi.internal.ValueParamProvider;
import org.jspecify.annotations.Nullable;

/** Hands the value that {@link PollExchange} has read to the author's parameter. */
final class StateParameter implements ValueParamProvider {

    @Override
    public @Nullable Function<ContainerRequest, ?> getValueProvider(Parameter parameter) {
        return parameter.isAnnotationPresent(TriggerState.class)
                ? request -> request.getProperty(PollExchange.VALUE)
                : null;
    }

    @Override
    public PriorityType getPriority() {
        return Priority.NORMAL;
    }
}
