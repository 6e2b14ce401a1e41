package dev.connectorkit.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.swagger.InvalidConnectorException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.MessageBodyReader;
import java.util.ArrayList;
import java.util.List;
import org.glassfish.jersey.internal.inject.InjectionManager;
import org.glassfish.jersey.jackson.internal.jackson.jaxrs.json.JacksonJsonProvider;
import org.glassfish.jersey.message.MessageBodyWorkers;
import org.glassfish.jersey.model.Parameter.Source;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.internal.inject.ConfiguredValidator;
import org.glassfish.jersey.server.model.Invocable;
import org.glassfish.jersey.server.model.Parameter;
import org.glassfish.jersey.server.model.ResourceMethod;
import org.glassfish.jersey.server.model.ResourceMethod.JaxrsType;
import org.glassfish.jersey.server.monitoring.ApplicationEvent;
import org.glassfish.jersey.server.monitoring.ApplicationEventListener;
import org.glassfish.jersey.server.monitoring.RequestEvent;
import org.glassfish.jersey.server.monitoring.RequestEventListener;
import org.glassfish.jersey.server.spi.internal.ValueParamProvider;
import org.jspecify.annotations.Nullable;

/**
 * Fails the start, instead of each request, if a resource method takes a body that Jackson reads and cannot create, or has constraints
 * without validators.
 */
final class BodyTypeCheck implements ApplicationEventListener {

    private final InjectionManager injection;
    private final ObjectMapper mapper;

    /** @param injection the application's, complete once the application is initialized */
    BodyTypeCheck(InjectionManager injection, ObjectMapper mapper) {
        this.injection = injection;
        this.mapper = mapper;
    }

    @Override
    public void onEvent(ApplicationEvent event) {
        if (event.getType() == ApplicationEvent.Type.INITIALIZATION_FINISHED) {
            List<String> problems = new ArrayList<>();
            List<ResourceMethod> methods = ResourceMethods.of(event.getResourceModel())
                    .filter(method -> method.getType() != JaxrsType.SUB_RESOURCE_LOCATOR)
                    .toList();
            methods.forEach(method -> check(method, problems));
            ConfiguredValidator validator = injection.getInstance(ConfiguredValidator.class);
            if (validator != null && !(validator instanceof LateValidation)) {
                ConstraintTypes constraints = new ConstraintTypes(validator::getConstraintsForClass, mapper);
                methods.forEach(method -> constraints.check(method.getInvocable()));
                problems.addAll(constraints.problems());
            }
            if (!problems.isEmpty()) {
                throw new InvalidConnectorException(
                        problems.stream().distinct().sorted().toList());
            }
        }
    }

    @Override
    public @Nullable RequestEventListener onRequest(RequestEvent event) {
        return null;
    }

    private void check(ResourceMethod method, List<String> problems) {
        Invocable invocable = method.getInvocable();
        for (int i = 0; i < invocable.getParameters().size(); i++) {
            Parameter parameter = invocable.getParameters().get(i);
            if (isBody(parameter) && isReadByJackson(parameter, method.getConsumedTypes())) {
                String place = invocable.getHandler().getHandlerClass().getSimpleName()
                        + "." + invocable.getHandlingMethod().getName() + " (parameter '"
                        + invocable.getHandlingMethod().getParameters()[i].getName() + "') ";
                UncreatableTypes.in(mapper.constructType(parameter.getType()), mapper)
                        .ifPresent(problem -> problems.add(place + problem));
            }
        }
    }

    /** Reports whether a parameter takes the body: the one that nothing else fills. */
    private boolean isBody(Parameter parameter) {
        boolean request = parameter.getRawType() != Object.class
                && parameter.getRawType().isAssignableFrom(ContainerRequest.class);
        return !request
                && (parameter.getSource() == Source.ENTITY
                        || (parameter.getSource() == Source.UNKNOWN && !isFilled(parameter)));
    }

    private boolean isFilled(Parameter parameter) {
        List<ValueParamProvider> providers = injection.getAllInstances(ValueParamProvider.class);
        return providers.stream().anyMatch(provider -> provider.getValueProvider(parameter) != null);
    }

    /** Reports whether Jackson reads a body of one of these media types; of none, where no other reader takes the type. */
    private boolean isReadByJackson(Parameter parameter, List<MediaType> consumed) {
        MessageBodyWorkers readers = injection.getInstance(MessageBodyWorkers.class);
        boolean any = consumed.stream().allMatch(MediaType::isWildcardType);
        if (!any) {
            return consumed.stream().anyMatch(type -> isJackson(reader(readers, parameter, type)));
        }
        return isJackson(reader(readers, parameter, MediaType.APPLICATION_JSON_TYPE))
                && readers
                        .getMessageBodyReaderMediaTypes(
                                parameter.getRawType(), parameter.getType(), parameter.getAnnotations())
                        .stream()
                        .filter(type -> !type.isWildcardType() && !type.isWildcardSubtype())
                        .map(type -> reader(readers, parameter, type))
                        .allMatch(reader -> reader == null || isJackson(reader));
    }

    private static @Nullable MessageBodyReader<?> reader(
            MessageBodyWorkers readers, Parameter parameter, MediaType type) {
        return readers.getMessageBodyReader(
                parameter.getRawType(), parameter.getType(), parameter.getAnnotations(), type);
    }

    private static boolean isJackson(@Nullable MessageBodyReader<?> reader) {
        return reader instanceof JacksonJsonProvider;
    }
}
