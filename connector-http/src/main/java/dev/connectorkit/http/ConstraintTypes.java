package dev.connectorkit.http;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.type.TypeFactory;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ValidationException;
import jakarta.validation.executable.ValidateOnExecution;
import jakarta.validation.groups.Default;
import jakarta.validation.metadata.BeanDescriptor;
import jakarta.validation.metadata.CascadableDescriptor;
import jakarta.validation.metadata.ConstraintDescriptor;
import jakarta.validation.metadata.ContainerDescriptor;
import jakarta.validation.metadata.ElementDescriptor;
import jakarta.validation.metadata.MethodDescriptor;
import jakarta.validation.metadata.ParameterDescriptor;
import jakarta.validation.metadata.PropertyDescriptor;
import jakarta.validation.metadata.ValidateUnwrappedValue;
import jakarta.validation.valueextraction.ValueExtractor;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.glassfish.jersey.server.model.Invocable;

/**
 * Finds constraints on types for which they have no validator: on the parameters and results of resource methods, and within the
 * objects that are validated with these. Bean Validation looks for the validator at the first value only.
 */
public final class ConstraintTypes {

    /** The types in whose place the value within is validated. */
    private static final Set<Class<?>> UNWRAPPED = Set.of(OptionalInt.class, OptionalLong.class, OptionalDouble.class);

    private final Function<Class<?>, BeanDescriptor> beans;
    private final BodyProperties properties;
    private final boolean ownExtractors;
    private final Set<JavaType> known = new HashSet<>();
    private final List<String> problems = new ArrayList<>();

    /**
     * Creates an object that has checked nothing.
     *
     * @param beans returns the constraints of a class
     * @param mapper reads the bodies
     */
    public ConstraintTypes(Function<Class<?>, BeanDescriptor> beans, ObjectMapper mapper) {
        this.beans = beans;
        this.properties = new BodyProperties(mapper);
        this.ownExtractors = ServiceLoader.load(ValueExtractor.class).iterator().hasNext()
                || ConstraintTypes.class.getResource("/META-INF/validation.xml") != null;
    }

    /** Checks a type whose objects are validated by themselves. */
    public ConstraintTypes check(Type type) {
        checkBean(type(type));
        return this;
    }

    /** Returns the problems of all that was checked, one sentence each with advice. */
    public List<String> problems() {
        return problems;
    }

    /** Checks a resource method, and the class that has it. */
    void check(Invocable invocable) {
        Class<?> resource = invocable.getHandler().getHandlerClass();
        Method method = invocable.getHandlingMethod();
        boolean chosen = method.isAnnotationPresent(ValidateOnExecution.class)
                || resource.isAnnotationPresent(ValidateOnExecution.class);
        if (chosen || !Constraints.in(resource)) {
            return;
        }
        checkBean(properties.type(resource));
        MethodDescriptor constrained =
                beans.apply(resource).getConstraintsForMethod(method.getName(), method.getParameterTypes());
        if (constrained == null) {
            return;
        }
        String place = resource.getSimpleName() + "." + method.getName();
        for (ParameterDescriptor parameter : constrained.getParameterDescriptors()) {
            int index = parameter.getIndex();
            String name = method.getParameters()[index].getName();
            checkElement(
                    place + " (parameter '" + name + "')", parameter, type(method.getGenericParameterTypes()[index]));
        }
        checkElement(place + " (result)", constrained.getReturnValueDescriptor(), type(method.getGenericReturnType()));
    }

    private JavaType type(Type type) {
        return properties.type(type);
    }

    private void checkBean(JavaType type) {
        if (type.isContainerType() || type.isReferenceType() || type.isTypeOrSubTypeOf(Iterable.class)) {
            type.getBindings().getTypeParameters().forEach(this::checkBean);
            if (type.isArrayType()) {
                checkBean(type.getContentType());
            }
            return;
        }
        Class<?> bean = type.getRawClass();
        if (bean.isPrimitive() || bean.getName().startsWith("java.") || !known.add(type)) {
            return;
        }
        try {
            BeanDescriptor constrained = beans.apply(bean);
            checkConstraints(bean.getSimpleName(), constrained, Set.of(bean));
            for (PropertyDescriptor property : constrained.getConstrainedProperties()) {
                String name = property.getPropertyName();
                JavaType value = properties
                        .find(type, name)
                        .map(BodyProperties.BodyProperty::type)
                        .orElseGet(() -> type(property.getElementClass()));
                checkElement(bean.getSimpleName() + "." + name, property, value, members(bean, name));
            }
        } catch (ValidationException e) {
            problems.add(bean.getSimpleName() + ": " + e.getMessage());
        }
    }

    /** Returns the types of the field and of the getters of a property, which has one descriptor for the constraints of all of them. */
    private static Set<Class<?>> members(Class<?> bean, String name) {
        Set<Class<?>> types = new LinkedHashSet<>();
        for (Class<?> each = bean; each != null; each = each.getSuperclass()) {
            Stream.of(each.getDeclaredFields())
                    .filter(field -> field.getName().equals(name))
                    .forEach(field -> types.add(field.getType()));
            Stream.of(each.getDeclaredMethods())
                    .filter(method -> method.getParameterCount() == 0)
                    .filter(method -> method.getName().matches("(?i)(?:get|is)?" + Pattern.quote(name)))
                    .forEach(method -> types.add(method.getReturnType()));
        }
        return types;
    }

    private <D extends ElementDescriptor & ContainerDescriptor & CascadableDescriptor> void checkElement(
            String place, D element, JavaType type) {
        checkElement(place, element, type, Set.of());
    }

    private <D extends ElementDescriptor & ContainerDescriptor & CascadableDescriptor> void checkElement(
            String place, D element, JavaType type, Set<Class<?>> members) {
        Set<Class<?>> types = new LinkedHashSet<>(members);
        if (element.getElementClass() != null) { // null where the type within a container is not known
            types.add(element.getElementClass());
        }
        checkConstraints(place, element, types);
        if (element.isCascaded() && element.getGroupConversions().isEmpty()) {
            checkBean(type);
        }
        element.getConstrainedContainerElementTypes().forEach(within -> {
            List<JavaType> arguments = type.isArrayType()
                    ? List.of(type.getContentType())
                    : type.getBindings().getTypeParameters();
            int index = type.isArrayType() ? 0 : within.getTypeArgumentIndex();
            checkElement(place, within, index < arguments.size() ? arguments.get(index) : type(Object.class));
        });
    }

    /** @param types those that a constraint may be on; one that has a validator is enough */
    private void checkConstraints(String place, ElementDescriptor element, Set<Class<?>> types) {
        Set<ConstraintDescriptor<?>> constraints = element.findConstraints()
                .unorderedAndMatchingGroups(Default.class)
                .getConstraintDescriptors();
        for (ConstraintDescriptor<?> constraint : constraints) {
            if (types.stream().noneMatch(type -> isSupported(constraint, type)) && !types.isEmpty()) {
                problems.add(problem(place, constraint, element.getElementClass()));
            }
        }
    }

    private boolean isSupported(ConstraintDescriptor<?> constraint, Class<?> type) {
        boolean unwrapped = constraint.getValueUnwrapping() == ValidateUnwrappedValue.UNWRAP
                || (constraint.getValueUnwrapping() == ValidateUnwrappedValue.DEFAULT
                        && (UNWRAPPED.contains(type) || (ownExtractors && !isOfJava(type))));
        if (unwrapped) {
            return true;
        }
        List<? extends Class<? extends ConstraintValidator<?, ?>>> validators = validators(constraint);
        return (validators.isEmpty() || validators.stream().anyMatch(validator -> takes(validator, type)))
                && constraint.getComposingConstraints().stream().allMatch(part -> isSupported(part, type));
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the type of the annotation does not matter
    private static List<Class<? extends ConstraintValidator<?, ?>>> validators(ConstraintDescriptor constraint) {
        return constraint.getConstraintValidatorClasses();
    }

    private static boolean takes(Class<?> validator, Class<?> type) {
        TypeFactory types = TypeFactory.defaultInstance();
        JavaType[] parameters = types.findTypeParameters(types.constructType(validator), ConstraintValidator.class);
        return parameters == null
                || parameters.length < 2
                || parameters[1]
                        .getRawClass()
                        .isAssignableFrom(MethodType.methodType(type).wrap().returnType());
    }

    private static boolean isOfJava(Class<?> type) {
        return type.isPrimitive() || type.isArray() || type.getName().startsWith("java.");
    }

    private static String problem(String place, ConstraintDescriptor<?> constraint, Class<?> type) {
        String name = "@" + constraint.getAnnotation().annotationType().getSimpleName();
        boolean map = Map.class.isAssignableFrom(type);
        boolean container = map || type == Optional.class || Collection.class.isAssignableFrom(type);
        String within = type.getSimpleName() + (map ? "<String, " : "<") + name + " String>";
        return place + " has " + name + ", which has no validator for " + type.getSimpleName()
                + (container
                        ? "; annotate the type within, as in " + within
                        : "; remove it, or give the constraint a validator for " + type.getSimpleName());
    }
}
