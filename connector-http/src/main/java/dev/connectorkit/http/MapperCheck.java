package dev.connectorkit.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.ext.ContextResolver;
import java.util.ArrayList;
import java.util.List;
import org.glassfish.jersey.internal.util.ReflectionHelper;

/** Finds providers of another mapper, which would change the bodies and leave the document as it is. */
public final class MapperCheck {

    private final ObjectMapper mapper;

    /** @param mapper the connector's, which a provider may return too */
    public MapperCheck(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** Returns the providers of another mapper among the application's components, one sentence each with advice. */
    public List<String> problems(Configuration application) {
        List<String> problems = new ArrayList<>();
        for (Object instance : application.getInstances()) {
            if (resolvesMappers(instance.getClass()) && returnsAnother((ContextResolver<?>) instance)) {
                problems.add(problem(instance.getClass()));
            }
        }
        for (Class<?> type : application.getClasses()) {
            if (resolvesMappers(type)) {
                problems.add(problem(type));
            }
        }
        return problems;
    }

    /** A resolver that returns null serves particular types of its own, as that of Spring's actuator. */
    private boolean returnsAnother(ContextResolver<?> resolver) {
        Object returned = resolver.getContext(Object.class);
        return returned != null && returned != mapper;
    }

    private static boolean resolvesMappers(Class<?> type) {
        if (!ContextResolver.class.isAssignableFrom(type)) {
            return false;
        }
        Class<?>[] arguments =
                ReflectionHelper.getParameterizedClassArguments(ReflectionHelper.getClass(type, ContextResolver.class));
        return arguments != null && arguments.length == 1 && ObjectMapper.class.isAssignableFrom(arguments[0]);
    }

    private static String problem(Class<?> type) {
        return type.getSimpleName()
                + " is a ContextResolver of a mapper of its own, which the document would not follow;"
                + " set the mapper with objectMapper(...) of the builder, and do not register " + type.getSimpleName();
    }
}
