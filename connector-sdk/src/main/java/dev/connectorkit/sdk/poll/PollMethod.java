package dev.connectorkit.sdk.poll;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.annotations.PollTrigger;
import dev.connectorkit.annotations.TriggerState;
import dev.connectorkit.http.Sites;
import dev.connectorkit.swagger.InvalidConnectorException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A {@link PollTrigger} method, read once at boot. */
record PollMethod(String name, StateCodec codec, Duration checkAgainIn, boolean envelope, boolean stateInBody) {

    /** @throws InvalidConnectorException if the method's state cannot work; the message says what to change */
    static PollMethod of(Method method, PollTrigger trigger, StateSigner signer, ObjectMapper json) {
        String name = method.getDeclaringClass().getSimpleName() + "." + method.getName();
        List<Sites.Site> sites = sites(method);
        if (sites.size() != 1) {
            throw new InvalidConnectorException(List.of(name + " is a @PollTrigger with " + sites.size()
                    + " @TriggerState parameters; give it exactly one"));
        }
        return new PollMethod(
                name,
                codec(name, sites.get(0), signer, json),
                Duration.parse(trigger.checkAgainIn()),
                trigger.envelope(),
                trigger.stateInBody());
    }

    static boolean hasOneState(Method method) {
        return sites(method).size() == 1;
    }

    private static StateCodec codec(String method, Sites.Site site, StateSigner signer, ObjectMapper json) {
        TriggerState annotation = Objects.requireNonNull(site.element().getAnnotation(TriggerState.class));
        boolean optional = site.type() instanceof ParameterizedType generic && generic.getRawType() == Optional.class;
        Type type = optional ? ((ParameterizedType) site.type()).getActualTypeArguments()[0] : site.type();
        String where = method + " (parameter '" + site.name() + "')";
        StateType stateType = (type instanceof Class<?> javaType
                        ? StateType.of(javaType, lookBack(annotation), json)
                        : Optional.<StateType>empty())
                .orElseThrow(() -> new InvalidConnectorException(List.of(where + ": a trigger state cannot be "
                        + type.getTypeName() + "; use " + StateType.SUPPORTED + ", or an Optional of these")));
        if (!optional && stateType.start() == null) {
            String boxed = stateType.javaType().getSimpleName();
            throw new InvalidConnectorException(List.of(where + ": the first poll has no state and no " + boxed
                    + " means 'now'; declare Optional<" + boxed
                    + "> and return Poll.nothing(start) where it is empty"));
        }
        return new StateCodec(stateType, optional, annotation.value(), annotation.version(), signer);
    }

    private static @Nullable Duration lookBack(TriggerState annotation) {
        return annotation.lookBack().isEmpty() ? null : Duration.parse(annotation.lookBack());
    }

    private static List<Sites.Site> sites(Method method) {
        return Sites.of(method).stream()
                .filter(site -> site.element().isAnnotationPresent(TriggerState.class))
                .toList();
    }
}
