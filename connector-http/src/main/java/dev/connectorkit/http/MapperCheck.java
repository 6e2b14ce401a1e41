package dev.connectorkit.http;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.ext.ContextResolver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.glassfish.jersey.internal.util.ReflectionHelper;

/** Finds what would change the bodies and leave the document as it is: providers of another mapper, features of the connector's own. */
public final class MapperCheck {

    private final ObjectMapper mapper;

    /** @param mapper the connector's, which a provider may return too */
    public MapperCheck(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** Returns the features of a mapper that the document cannot follow, as the end of a sentence; empty if it has none. */
    public static Optional<String> features(ObjectMapper mapper) {
        boolean text = mapper.isEnabled(SerializationFeature.WRITE_ENUMS_USING_TO_STRING);
        boolean index = mapper.isEnabled(SerializationFeature.WRITE_ENUMS_USING_INDEX);
        if (mapper.isEnabled(SerializationFeature.WRAP_ROOT_VALUE)
                || mapper.isEnabled(DeserializationFeature.UNWRAP_ROOT_VALUE)) {
            return Optional.of("WRAP_ROOT_VALUE and UNWRAP_ROOT_VALUE must be off, as neither engines"
                    + " nor the document know the wrapper");
        } else if (mapper.isEnabled(SerializationFeature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED)) {
            return Optional.of(
                    "WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED must be off, as a list of one element would be no list");
        } else if (mapper.isEnabled(JsonWriteFeature.WRITE_NUMBERS_AS_STRINGS.mappedFeature())) {
            return Optional.of("WRITE_NUMBERS_AS_STRINGS must be off, as the document has numbers;"
                    + " write those of a type as texts by configOverride(type).setFormat(...)");
        } else if (!mapper.isEnabled(JsonWriteFeature.QUOTE_FIELD_NAMES.mappedFeature())) {
            return Optional.of("QUOTE_FIELD_NAMES must be on, as names without quotes are no JSON");
        } else if (text != mapper.isEnabled(DeserializationFeature.READ_ENUMS_USING_TO_STRING)) {
            return Optional.of(
                    "WRITE_ENUMS_USING_TO_STRING and READ_ENUMS_USING_TO_STRING must both be on or off, as the"
                            + " document has one list of values");
        } else if (index && mapper.isEnabled(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)) {
            return Optional.of("FAIL_ON_NUMBERS_FOR_ENUMS must be off if WRITE_ENUMS_USING_INDEX is on, as the numbers"
                    + " are written and would not be read");
        }
        return Optional.empty();
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
