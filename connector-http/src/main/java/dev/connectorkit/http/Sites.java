package dev.connectorkit.http;

import dev.connectorkit.annotations.JaxRsAnnotations;
import jakarta.ws.rs.BeanParam;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The places of a resource method that a request fills: its parameters, and the fields of its bean parameters. */
public final class Sites {

    /**
     * One place.
     *
     * @param element the annotations of the parameter or field, inherited ones included
     */
    public record Site(AnnotatedElement element, String name, Type type) {}

    private Sites() {}

    /** Returns all of them, in their order. */
    public static List<Site> of(Method method) {
        List<Site> sites = new ArrayList<>();
        List<AnnotatedElement> annotations = JaxRsAnnotations.ofParameters(method);
        for (int i = 0; i < annotations.size(); i++) {
            Parameter parameter = method.getParameters()[i];
            if (annotations.get(i).isAnnotationPresent(BeanParam.class)) {
                fields(parameter.getType())
                        .forEach(field -> sites.add(new Site(field, field.getName(), field.getGenericType())));
            } else {
                sites.add(new Site(annotations.get(i), parameter.getName(), parameter.getParameterizedType()));
            }
        }
        return sites;
    }

    /** Returns the fields of a bean, inherited ones included. */
    static Stream<Field> fields(Class<?> bean) {
        return Stream.<Class<?>>iterate(bean, type -> type != null && type != Object.class, Class::getSuperclass)
                .flatMap(type -> Stream.of(type.getDeclaredFields()));
    }
}
