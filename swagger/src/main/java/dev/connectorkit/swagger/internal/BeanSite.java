package dev.connectorkit.swagger.internal;

import jakarta.ws.rs.BeanParam;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A place of a bean parameter that JAX-RS fills: a field, a setter, or a parameter of its constructor.
 *
 * @param type of what is filled in
 */
record BeanSite(AnnotatedElement element, Type type) {

    /** Returns the places of a bean class, those that it inherits first. */
    static List<BeanSite> of(Class<?> bean) {
        List<BeanSite> sites = new ArrayList<>();
        for (Class<?> type = bean; type != null && type != Object.class; type = type.getSuperclass()) {
            List<BeanSite> own = new ArrayList<>();
            for (Field field : type.getDeclaredFields()) {
                own.add(new BeanSite(field, field.getGenericType()));
            }
            for (Method method : type.getDeclaredMethods()) {
                if (method.getParameterCount() == 1 && method.getName().startsWith("set")) {
                    own.add(new BeanSite(method, method.getGenericParameterTypes()[0]));
                }
            }
            sites.addAll(0, own);
        }
        if (!bean.isRecord()) {
            constructor(bean)
                    .forEach(parameter -> sites.add(new BeanSite(parameter, parameter.getParameterizedType())));
        }
        sites.removeIf(site -> Stream.of(site.element().getAnnotations()).noneMatch(ResourceMethod::fills));
        return sites;
    }

    /** Returns the places of a bean class and of the beans in it. */
    static Stream<AnnotatedElement> elements(Class<?> bean) {
        return of(bean).stream()
                .flatMap(site -> site.element().isAnnotationPresent(BeanParam.class)
                        ? elements(Payload.rawClass(site.type()))
                        : Stream.of(site.element()));
    }

    private static Stream<java.lang.reflect.Parameter> constructor(Class<?> bean) {
        return Stream.of(bean.getConstructors()).max(Comparator.comparingInt(Constructor::getParameterCount)).stream()
                .flatMap(constructor -> Stream.of(constructor.getParameters()));
    }
}
