package dev.connectorkit.http;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.AbstractDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBase;
import com.fasterxml.jackson.databind.deser.DefaultDeserializationContext;
import com.fasterxml.jackson.databind.deser.SettableBeanProperty;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;
import com.fasterxml.jackson.databind.deser.impl.UnsupportedTypeDeserializer;
import com.fasterxml.jackson.databind.deser.std.ContainerDeserializerBase;
import com.fasterxml.jackson.databind.deser.std.ReferenceTypeDeserializer;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the types that a mapper cannot create from JSON, by asking its deserializers. */
final class UncreatableTypes {

    private static final String ADVICE =
            "; take a class or a record with a constructor that Jackson can call, or give the mapper a deserializer";
    private static final String ADVICE_FOR_ABSTRACT =
            "; take a class that implements it, or give it @JsonTypeInfo and @JsonSubTypes";

    private final DeserializationContext context;
    private final Set<JsonDeserializer<?>> open = Collections.newSetFromMap(new IdentityHashMap<>());

    private UncreatableTypes(DeserializationContext context) {
        this.context = context;
    }

    /** Returns what in a body of this type cannot be created, as the end of a sentence, with advice; empty if all can. */
    static Optional<String> in(JavaType type, ObjectMapper mapper) {
        DefaultDeserializationContext blueprint = (DefaultDeserializationContext) mapper.getDeserializationContext();
        DeserializationContext context = blueprint.createDummyInstance(mapper.getDeserializationConfig());
        String body = "takes " + type.getRawClass().getSimpleName();
        try {
            return new UncreatableTypes(context)
                    .in(context.findRootValueDeserializer(type), type)
                    .map(problem -> body + problem);
        } catch (JsonMappingException | IllegalArgumentException e) {
            boolean jdk = type.getRawClass().getName().startsWith("java."); // of which Jackson says that it is not open
            String reason = e instanceof JsonMappingException jackson ? jackson.getOriginalMessage() : e.getMessage();
            return Optional.of(
                    body + ", for which Jackson has no deserializer" + (jdk ? "" : " (" + reason + ")") + ADVICE);
        }
    }

    private Optional<String> in(@Nullable JsonDeserializer<?> deserializer, JavaType type) throws JsonMappingException {
        if (deserializer == null || !open.add(deserializer)) {
            return Optional.empty();
        }
        String name = type.getRawClass().getSimpleName();
        if (deserializer instanceof AbstractDeserializer) {
            return isTyped(type)
                    ? Optional.empty()
                    : Optional.of(", and " + name + " is "
                            + (type.isInterface() ? "an interface" : "abstract")
                            + ", so Jackson cannot create it" + ADVICE_FOR_ABSTRACT);
        } else if (deserializer instanceof UnsupportedTypeDeserializer) {
            return Optional.of(", and Jackson does not read " + name + ADVICE);
        } else if (deserializer instanceof BeanDeserializerBase bean) {
            return inBean(bean, type);
        } else if (deserializer instanceof ContainerDeserializerBase<?> container) {
            ValueInstantiator creator = container.getValueInstantiator();
            return creator != null && !creator.canInstantiate() && !isTyped(type)
                    ? Optional.of(without(name))
                    : in(container.getContentDeserializer(), container.getContentType());
        } else if (deserializer instanceof ReferenceTypeDeserializer<?> reference) {
            JavaType content = reference.getValueType().getContentType();
            return in(context.findContextualValueDeserializer(content, null), content);
        }
        return Optional.empty();
    }

    private Optional<String> inBean(BeanDeserializerBase bean, JavaType type) throws JsonMappingException {
        ValueInstantiator creator = bean.getValueInstantiator();
        if (!creator.canInstantiate()) {
            return isTyped(type)
                    ? Optional.empty()
                    : Optional.of(without(type.getRawClass().getSimpleName()));
        }
        if (!creator.canCreateUsingDefault() && !creator.canCreateFromObjectWith()) {
            return Optional.empty(); // read from one value, and not from properties
        }
        for (Iterator<SettableBeanProperty> properties = bean.properties(); properties.hasNext(); ) {
            SettableBeanProperty property = properties.next();
            if (isPlain(property)) {
                Optional<String> problem = in(property.getValueDeserializer(), property.getType());
                if (problem.isPresent()) {
                    return problem.map(each -> (each.startsWith(" with")
                                    ? ""
                                    : " with the property '" + property.getName() + "' of "
                                            + type.getRawClass().getSimpleName())
                            + each);
                }
            }
        }
        return Optional.empty();
    }

    private static String without(String name) {
        return ", and " + name + " has no constructor that Jackson can call" + ADVICE;
    }

    /** Reports whether a property is read as its type says, and not by annotations of its own. */
    private static boolean isPlain(SettableBeanProperty property) {
        return !property.isInjectionOnly()
                && !property.isIgnorable()
                && !property.hasValueTypeDeserializer()
                && property.getObjectIdInfo() == null
                && property.getAnnotation(JsonTypeInfo.class) == null
                && property.getAnnotation(JsonDeserialize.class) == null;
    }

    /** Reports whether the JSON says as which subtype a type is read. */
    private boolean isTyped(JavaType type) throws JsonMappingException {
        return type.getTypeHandler() != null || context.getConfig().findTypeDeserializer(type) != null;
    }
}
