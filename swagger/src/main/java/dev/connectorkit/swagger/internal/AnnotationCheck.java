package dev.connectorkit.swagger.internal;

import dev.connectorkit.annotations.CallbackUrl;
import dev.connectorkit.annotations.DoubleEncoded;
import dev.connectorkit.annotations.DynamicSchema;
import dev.connectorkit.annotations.DynamicTree;
import dev.connectorkit.annotations.DynamicValues;
import dev.connectorkit.annotations.JaxRsAnnotations;
import dev.connectorkit.annotations.MediaKind;
import dev.connectorkit.annotations.PickedFile;
import dev.connectorkit.annotations.PollTrigger;
import dev.connectorkit.annotations.PushTrigger;
import dev.connectorkit.annotations.TestValue;
import dev.connectorkit.annotations.TriggerState;
import dev.connectorkit.annotations.WebhookAction;
import dev.connectorkit.annotations.WebhookTrigger;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks that every annotation of ConnectorKit on a resource method and its parameters is read, so that none is lost in silence. */
public final class AnnotationCheck {

    private static final Set<Class<? extends Annotation>> KINDS =
            Set.of(PollTrigger.class, WebhookTrigger.class, WebhookAction.class, PushTrigger.class);
    private static final Set<Class<? extends Annotation>> NOT_ON_METHODS = Set.of(
            CallbackUrl.class,
            DynamicValues.class,
            DynamicTree.class,
            PickedFile.class,
            TestValue.class,
            MediaKind.class);
    private static final Set<Class<? extends Annotation>> NOT_ON_BODIES =
            Set.of(DoubleEncoded.class, DynamicValues.class, DynamicTree.class, PickedFile.class, MediaKind.class);

    private final List<String> problems = new ArrayList<>();

    private AnnotationCheck() {}

    /** Returns the annotations that would not be read, one sentence each with advice; empty if absent. */
    public static List<String> problems(List<Class<?>> resources) {
        AnnotationCheck check = new AnnotationCheck();
        for (Class<?> resource : resources) {
            check.path(resource);
            List<ResourceMethod> methods = ResourceMethod.of(resource);
            methods.forEach(check::check);
            boolean serves = !methods.isEmpty(); // and is no provider
            if (serves) {
                check.fields(resource);
            }
            Set<Method> called = methods.stream().map(ResourceMethod::method).collect(Collectors.toSet());
            for (Class<?> type : ResourceMethod.reachable(List.of(resource))) {
                methods(type)
                        .filter(method -> !method.isBridge() && !method.isSynthetic() && !called.contains(method))
                        .forEach(method -> check.notCalled(type, method, serves));
            }
        }
        return List.copyOf(check.problems);
    }

    /** Jersey looks for the path of a class on the class, its superclasses and the interfaces that these name themselves. */
    private void path(Class<?> resource) {
        boolean seen = !JaxRsAnnotations.of(resource).isAnnotationPresent(Path.class);
        for (Class<?> each = resource; each != null && !seen; each = each.getSuperclass()) {
            seen = Stream.concat(Stream.of(each), Stream.of(each.getInterfaces()))
                    .anyMatch(type -> type.isAnnotationPresent(Path.class));
        }
        if (!seen) {
            problems.add(resource.getSimpleName() + " has its @Path from an interface that another interface extends,"
                    + " where JAX-RS does not look; repeat it on the class");
        }
    }

    private void fields(Class<?> resource) {
        for (Class<?> type = resource; type != null && type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (Stream.of(field.getAnnotations()).noneMatch(ResourceMethod::fills)
                        || field.isAnnotationPresent(Context.class)) {
                    ours(field)
                            .map(AnnotationCheck::name)
                            .forEach(name -> problems.add(resource.getSimpleName() + "." + field.getName() + " has "
                                    + name + ", which is not read on a field that is no parameter; remove it"));
                }
            }
        }
    }

    private void check(ResourceMethod method) {
        List<String> kinds = ours(method.annotations())
                .filter(annotation -> KINDS.contains(annotation.annotationType()))
                .map(AnnotationCheck::name)
                .sorted()
                .toList();
        if (kinds.size() > 1) {
            problems.add(method.name() + " has " + String.join(" and ", kinds) + "; an operation is one of them");
        }
        unread(method.name(), method.annotations(), NOT_ON_METHODS, "a resource method");
        for (int i = 0; i < method.parameters().size(); i++) {
            AnnotatedElement parameter = method.parameters().get(i);
            String place = method.name() + " (parameter '"
                    + method.method().getParameters()[i].getName() + "')";
            if (Stream.of(parameter.getAnnotations()).noneMatch(ResourceMethod::fills)) {
                unread(place, parameter, NOT_ON_BODIES, "a body");
                continue;
            }
            if (parameter.isAnnotationPresent(BeanParam.class)) {
                ours(parameter)
                        .map(AnnotationCheck::name)
                        .forEach(name -> problems.add(
                                place + " has " + name + ", which is not read on a @BeanParam; put it on its fields"));
            }
            if (parameter.isAnnotationPresent(Context.class) || parameter.isAnnotationPresent(Suspended.class)) {
                ours(parameter)
                        .map(AnnotationCheck::name)
                        .forEach(name -> problems.add(
                                place + " has " + name + ", which is not read on what no request carries; remove it"));
                continue;
            }
            unread(place, parameter, Set.of(DynamicSchema.class), "a parameter outside of the body");
            if (!parameter.isAnnotationPresent(PathParam.class)) {
                unread(place, parameter, Set.of(DoubleEncoded.class), "a parameter outside of the path");
            }
            if (parameter.isAnnotationPresent(TriggerState.class)
                    && ours(parameter).count() > 1) {
                problems.add(place + " has annotations beside @TriggerState, which nobody sees; remove them");
            }
        }
    }

    private void unread(
            String place, AnnotatedElement element, Set<Class<? extends Annotation>> refused, String position) {
        ours(element)
                .filter(annotation -> refused.contains(annotation.annotationType()))
                .map(AnnotationCheck::name)
                .sorted()
                .forEach(name ->
                        problems.add(place + " has " + name + ", which is not read on " + position + "; remove it"));
    }

    private void notCalled(Class<?> resource, Method method, boolean serves) {
        AnnotatedElement annotations = JaxRsAnnotations.of(method);
        String name = resource.getSimpleName() + "." + method.getName();
        Optional<String> verb = ResourceMethod.verb(annotations);
        if (!Modifier.isPublic(method.getModifiers())
                && (verb.isPresent() || annotations.isAnnotationPresent(Path.class))) {
            problems.add(name + " has " + verb.map(each -> "@" + each).orElse("@Path")
                    + " and is never called, because it is not public; make it public");
            return;
        }
        ours(annotations)
                .filter(annotation -> KINDS.contains(annotation.annotationType()))
                .forEach(annotation -> problems.add(name + " has " + name(annotation)
                        + " and is never called; make it public and add an HTTP method such as @"
                        + (annotation instanceof PollTrigger
                                ? "GET"
                                : annotation instanceof PushTrigger ? "PUT" : "POST")));
        if (serves && verb.isEmpty() && !annotations.isAnnotationPresent(Path.class)) {
            boolean setter = Stream.of(annotations.getAnnotations()).anyMatch(ResourceMethod::fills);
            ours(annotations)
                    .filter(annotation -> !setter && !KINDS.contains(annotation.annotationType()))
                    .forEach(annotation -> problems.add(name + " has " + name(annotation)
                            + ", which is not read on a method that no request calls; remove it"));
        }
    }

    /** Returns the methods of a class, public or not, without those that a nearer method overrides. */
    private static Stream<Method> methods(Class<?> type) {
        List<Method> methods = new ArrayList<>();
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            Stream.of(each.getDeclaredMethods())
                    .filter(method -> methods.stream()
                            .noneMatch(nearer -> nearer.getName().equals(method.getName())
                                    && Arrays.equals(nearer.getParameterTypes(), method.getParameterTypes())))
                    .toList()
                    .forEach(methods::add);
        }
        return Stream.concat(methods.stream(), Stream.of(type.getMethods())).distinct();
    }

    private static Stream<Annotation> ours(AnnotatedElement element) {
        return Stream.of(element.getAnnotations()).filter(Extensions::isOurs);
    }

    private static String name(Annotation annotation) {
        return "@" + annotation.annotationType().getSimpleName();
    }
}
