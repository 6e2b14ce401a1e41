package dev.connectorkit.sdk;

import dev.connectorkit.annotations.JaxRsAnnotations;
import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.http.ResourceMethods;
import dev.connectorkit.sdk.action.AsyncAction;
import dev.connectorkit.swagger.InvalidConnectorException;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Qualifier;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.glassfish.hk2.api.ActiveDescriptor;
import org.glassfish.hk2.api.Descriptor;
import org.glassfish.hk2.api.DescriptorType;
import org.glassfish.hk2.api.Filter;
import org.glassfish.hk2.api.Injectee;
import org.glassfish.hk2.api.MultiException;
import org.glassfish.hk2.api.ServiceLocator;
import org.glassfish.hk2.api.UnsatisfiedDependencyException;
import org.glassfish.hk2.utilities.BuilderHelper;
import org.glassfish.hk2.utilities.InjecteeImpl;
import org.glassfish.jersey.internal.inject.InjectionManager;
import org.glassfish.jersey.server.model.Invocable;
import org.glassfish.jersey.server.model.Parameter;
import org.glassfish.jersey.server.model.ResourceMethod;
import org.glassfish.jersey.server.model.ResourceModel;
import org.glassfish.jersey.server.monitoring.ApplicationEvent;
import org.glassfish.jersey.server.monitoring.ApplicationEventListener;
import org.glassfish.jersey.server.monitoring.RequestEvent;
import org.glassfish.jersey.server.monitoring.RequestEventListener;
import org.glassfish.jersey.server.spi.internal.ValueParamProvider;
import org.jspecify.annotations.Nullable;

/**
 * Fails the start if a class that Jersey creates has a dependency that nothing provides, instead of the first request.
 * Nothing is created for the check.
 */
final class InjectionCheck implements ApplicationEventListener {

    private static final int DEEPEST = 100;
    private static final Annotation[] NONE = {};
    private static final String JERSEY = "org.glassfish.";
    private static final List<String> LIBRARIES = List.of("jakarta.", "java.", "javax.", "org.glassfish.");

    private final InjectionManager injection;

    /** @param injection the application's, complete once the application is initialized */
    InjectionCheck(InjectionManager injection) {
        this.injection = injection;
    }

    @Override
    public void onEvent(ApplicationEvent event) {
        if (event.getType() == ApplicationEvent.Type.INITIALIZATION_FINISHED) {
            List<String> problems = problems(event.getResourceConfig().getClasses().stream());
            problems.addAll(contexts(event.getResourceModel()));
            if (!problems.isEmpty()) {
                throw new InvalidConnectorException(problems);
            }
        }
    }

    @Override
    public @Nullable RequestEventListener onRequest(RequestEvent event) {
        return null;
    }

    private List<String> problems(Stream<Class<?>> components) {
        List<String> problems = new ArrayList<>();
        ServiceLocator locator = injection.getInstance(ServiceLocator.class);
        if (locator != null) { // otherwise another container than HK2 injects
            components
                    .filter(type -> !type.getName().startsWith(JERSEY))
                    .sorted(Comparator.comparing(Class::getName))
                    .forEach(type -> {
                        if (JaxRsAnnotations.of(type).isAnnotationPresent(Path.class)) {
                            check(locator, type, problems);
                        } else {
                            checkProvider(locator, type, problems);
                        }
                    });
        }
        return problems;
    }

    /** Returns the contexts that resource methods and locators take and nothing provides. */
    private List<String> contexts(ResourceModel model) {
        ServiceLocator locator = injection.getInstance(ServiceLocator.class);
        if (locator == null || hasOwnParameters()) {
            return List.of();
        }
        return ResourceMethods.of(model)
                .map(ResourceMethod::getInvocable)
                .flatMap(method -> contexts(locator, method))
                .sorted()
                .toList();
    }

    /** Reports whether the application fills parameters in a way of its own, which may provide anything. */
    private boolean hasOwnParameters() {
        return injection.getAllInstances(ValueParamProvider.class).stream()
                .map(provider -> provider.getClass().getName())
                .anyMatch(name -> !name.startsWith(JERSEY) && !name.startsWith("dev.connectorkit."));
    }

    private static Stream<String> contexts(ServiceLocator locator, Invocable method) {
        List<Parameter> parameters = method.getParameters();
        return IntStream.range(0, parameters.size())
                .filter(i -> parameters.get(i).getSource() == Parameter.Source.CONTEXT
                        && isAuthors(parameters.get(i).getRawType())
                        && !isCreated(parameters.get(i).getRawType()))
                .mapToObj(i -> {
                    InjecteeImpl injectee = new InjecteeImpl(parameters.get(i).getType());
                    injectee.setRequiredQualifiers(Set.of());
                    injectee.setParent(method.getHandlingMethod());
                    injectee.setPosition(i);
                    return injectee;
                })
                .filter(injectee -> !isProvided(locator, injectee))
                .map(injectee -> problem(method.getHandler().getHandlerClass(), injectee));
    }

    /** Reports whether Jersey creates an object of a class for a context that nothing provides. */
    private static boolean isCreated(Class<?> type) {
        return !Modifier.isAbstract(type.getModifiers())
                && Stream.of(type.getDeclaredConstructors())
                        .anyMatch(constructor ->
                                constructor.getParameterCount() == 0 || constructor.isAnnotationPresent(Inject.class));
    }

    private static void check(ServiceLocator locator, Class<?> type, List<String> problems) {
        ActiveDescriptor<?> known = locator.getBestDescriptor(BuilderHelper.createContractFilter(type.getName()));
        boolean isAbstract = type.isInterface() || Modifier.isAbstract(type.getModifiers());
        if (isAbstract && (known == null || type.getName().equals(known.getImplementation()))) {
            problems.add(type.getSimpleName() + (type.isInterface() ? " is an interface" : " is abstract")
                    + ", so Jersey cannot create it; register a class that implements it, or an instance");
            return;
        }
        boolean byClass = known != null
                && known.getDescriptorType() == DescriptorType.CLASS
                && type.getName().equals(known.getImplementation());
        if (!byClass) {
            return; // another container creates it
        }
        checkDependencies(locator, type, known, problems);
    }

    /** Checks an exception mapper, a filter or another provider, which Jersey may create as late as at its first use. */
    private static void checkProvider(ServiceLocator locator, Class<?> type, List<String> problems) {
        ActiveDescriptor<?> known = locator.getBestDescriptor(new Implementation(type.getName()));
        if (known != null && known.getDescriptorType() == DescriptorType.CLASS) {
            checkDependencies(locator, type, known, problems);
        }
    }

    private static void checkDependencies(
            ServiceLocator locator, Class<?> type, ActiveDescriptor<?> known, List<String> problems) {
        try {
            for (Injectee injectee : locator.reifyDescriptor(known).getInjectees()) {
                if (isResolvedByType(injectee) && !injectee.isOptional() && !isProvided(locator, injectee)) {
                    problems.add(problem(type, injectee));
                }
            }
        } catch (MultiException e) {
            problems.add(type.getSimpleName() + " cannot be created: "
                    + e.getErrors().get(0).getMessage()
                    + "; give it one public constructor, annotated with @Inject if it has parameters");
        }
    }

    /** Explains the failure of a component, as a filter, that Jersey creates before the application is initialized. */
    static RuntimeException startFailure(RuntimeException thrown) {
        List<String> problems = new ArrayList<>();
        collect(thrown, problems, 0);
        return problems.isEmpty() ? thrown : new InvalidConnectorException(problems);
    }

    private static void collect(@Nullable Throwable thrown, List<String> problems, int depth) {
        if (thrown instanceof MultiException several) {
            several.getErrors().forEach(each -> collect(each, problems, depth + 1));
        } else if (thrown instanceof UnsatisfiedDependencyException missing && missing.getInjectee() != null) {
            Injectee injectee = missing.getInjectee();
            problems.add(problem(injectee.getInjecteeClass(), injectee));
        } else if (thrown != null && depth < DEEPEST) {
            collect(thrown.getCause(), problems, depth + 1);
        }
    }

    private static boolean isProvided(ServiceLocator locator, Injectee injectee) {
        try {
            return locator.getInjecteeDescriptor(injectee) != null;
        } catch (MultiException e) {
            return false;
        }
    }

    /** Parameters with an annotation of another kind, as @QueryParam or @Context before a type of JAX-RS, have resolvers of their own. */
    private static boolean isResolvedByType(Injectee injectee) {
        AnnotatedElement parent = injectee.getParent();
        Stream<Annotation> annotations = parent instanceof Executable executable
                ? Stream.of(executable.getParameterAnnotations()[injectee.getPosition()])
                : Stream.of(parent.getAnnotations());
        Stream<Annotation> ofSetter = Stream.of(parent instanceof Method ? parent.getAnnotations() : NONE)
                .filter(annotation -> annotation.annotationType().getName().startsWith("jakarta.ws.rs."));
        return Stream.concat(annotations, ofSetter)
                .map(Annotation::annotationType)
                .allMatch(type -> type == Inject.class
                        || type == Named.class
                        || type.isAnnotationPresent(Qualifier.class)
                        || (type == Context.class && isAuthors(raw(injectee.getRequiredType()))));
    }

    private static boolean isAuthors(Class<?> type) {
        return LIBRARIES.stream().noneMatch(type.getName()::startsWith);
    }

    private static String problem(Class<?> type, Injectee injectee) {
        String where = type.getSimpleName();
        if (injectee.getParent() instanceof Constructor<?>) {
            where += ": parameter " + (injectee.getPosition() + 1) + " of its constructor";
        } else if (injectee.getParent() instanceof Executable method) {
            where += "." + method.getName() + ": parameter " + (injectee.getPosition() + 1);
        } else if (injectee.getParent() instanceof Member member) {
            where += "." + member.getName();
        }
        Type wanted = injectee.getRequiredType();
        return where + " needs " + name(wanted) + ", which nothing provides; " + advice(wanted);
    }

    private static String advice(Type wanted) {
        Class<?> raw = raw(wanted);
        if (raw == Callbacks.class) {
            return "add .callbacks(...) with the event to the builder";
        } else if (raw == AsyncAction.class) {
            return "add .actions(...) with the action to the builder";
        }
        return "add .bind(" + raw.getSimpleName()
                + ".class, ...) to the builder, or register a binder that provides it";
    }

    private static Class<?> raw(Type type) {
        if (type instanceof ParameterizedType generic) {
            return raw(generic.getRawType());
        }
        return type instanceof Class<?> plain ? plain : Object.class;
    }

    private static String name(Type type) {
        return type instanceof Class<?> plain
                ? plain.getSimpleName()
                : type.getTypeName().replaceAll("[\\w.]+[.$](?=\\w)", "");
    }

    /** Filter of the descriptors of a class, which those of providers are not indexed by. */
    private record Implementation(String name) implements Filter {

        @Override
        public boolean matches(Descriptor descriptor) {
            return name.equals(descriptor.getImplementation());
        }
    }
}
