package dev.connectorkit.sdk.internal.poll;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.swagger.InvalidConnectorException;
import dev.connectorkit.swagger.PollTrigger;
import dev.connectorkit.swagger.TriggerState;
import jakarta.ws.rs.BeanParam;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A {@link PollTrigger} method, read once at boot. */
record PollMethod(String name, StateCodec codec, Duration checkAgainIn, boolean envelope, boolean stateInBody) {

    /** Where a state is declared: a parameter of the method, or a field of one of its {@link BeanParam}s. */
    private record StateSite(String name, Type type, TriggerState annotation) {}

    /** @throws InvalidConnectorException if the method's state cannot work; the message says what to change */
    static PollMethod of(Method method, PollTrigger trigger, StateSigner signer, ObjectMapper json) {
        String name = method.getDeclaringClass().getSimpleName() + "." + method.getName();
        List<StateSite> sites = sites(method);
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

    private static StateCodec codec(String method, StateSite site, StateSigner signer, ObjectMapper json) {
        TriggerState annotation = site.annotation();
        boolean optional = site.type() instanceof ParameterizedType generic && generic.getRawType() == Optional.class;
        Type type = optional ? ((ParameterizedType) site.type()).getActualTypeArguments()[0] : site.type();
        String where = method + " (parameter '" + site.name() + "')";
        StateType stateType = (type instanceof Class<?> javaType
                        ? StateType.of(javaType, Duration.parse(annotation.lookBack()), json)
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

    private static List<StateSite> sites(Method method) {
        List<StateSite> sites = new ArrayList<>();
        for (Parameter parameter : method.getParameters()) {
            addSite(sites, parameter, parameter.getName(), parameter.getParameterizedType());
            if (parameter.isAnnotationPresent(BeanParam.class)) {
                for (Field field : parameter.getType().getDeclaredFields()) {
                    addSite(sites, field, field.getName(), field.getGenericType());
                }
            }
        }
        return sites;
    }

    private static void addSite(List<StateSite> sites, AnnotatedElement element, String name, Type type) {
        TriggerState annotation = element.getAnnotation(TriggerState.class);
        if (annotation != null) {
            sites.add(new StateSite(name, type, annotation));
        }
    }
}
