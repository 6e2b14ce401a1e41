package dev.connectorkit.sdk.poll;

import dev.connectorkit.annotations.PageState;
import dev.connectorkit.annotations.TriggerState;
import java.util.function.Function;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.model.Parameter;
import org.glassfish.jersey.server.spi.internal.ValueParamProvider;
import org.jspecify.annotations.Nullable;

/** Hands the value that {@link PollExchange} or {@link PageExchange} has read to the author's parameter. */
final class StateParameter implements ValueParamProvider {

    /** The request property with the value of the author's {@link PageState} parameter. */
    static final String PAGE = PageExchange.class.getName() + ".value";

    @Override
    public @Nullable Function<ContainerRequest, ?> getValueProvider(Parameter parameter) {
        if (parameter.isAnnotationPresent(PageState.class)) {
            return request -> request.getProperty(PAGE);
        }
        return parameter.isAnnotationPresent(TriggerState.class)
                ? request -> request.getProperty(PollExchange.VALUE)
                : null;
    }

    @Override
    public PriorityType getPriority() {
        return Priority.NORMAL;
    }
}
