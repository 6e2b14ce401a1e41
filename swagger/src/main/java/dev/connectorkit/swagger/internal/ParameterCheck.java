package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JavaType;
import dev.connectorkit.annotations.File;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.MatrixParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.core.Form;
import jakarta.ws.rs.core.MultivaluedMap;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks that JAX-RS can fill the parameters of a resource method, and that a document can describe them. */
final class ParameterCheck {

    private static final List<Class<? extends Annotation>> SOURCES = List.of(
            QueryParam.class,
            PathParam.class,
            HeaderParam.class,
            FormParam.class,
            MatrixParam.class,
            CookieParam.class);

    private ParameterCheck() {}

    /** Returns the parameters that cannot be filled or described, one sentence each with advice. */
    static List<String> problems(ResourceMethod method) {
        List<String> problems = new ArrayList<>();
        if (isHidden(method)) {
            return problems;
        }
        java.lang.reflect.Parameter[] parameters = method.method().getParameters();
        for (int i = 0; i < parameters.length; i++) {
            String place = method.name() + " (parameter '" + parameters[i].getName() + "') ";
            AnnotatedElement annotations = method.parameters().get(i);
            JavaType type = Payload.javaType(parameters[i].getParameterizedType());
            elements(place, annotations, parameters[i].getParameterizedType(), problems);
            if (annotations.isAnnotationPresent(BeanParam.class)) {
                bean(place, type.getRawClass(), problems);
                elements(type.getRawClass(), problems);
            } else if (Stream.of(annotations.getAnnotations()).noneMatch(ResourceMethod::fills)) {
                body(place, type, problems);
            } else if (annotations.isAnnotationPresent(File.class)) {
                file(method, place, type, annotations, problems);
            } else if (annotations.isAnnotationPresent(FormParam.class)) {
                form(method, place, type, problems);
            }
        }
        elements(method.resource(), problems);
        return problems;
    }

    /** Checks the fields, setters and constructor of a resource or a bean parameter. */
    private static void elements(Class<?> bean, List<String> problems) {
        for (BeanSite site : BeanSite.of(bean)) {
            String name = site.element() instanceof Member member
                    ? member.getName()
                    : ((java.lang.reflect.Parameter) site.element()).getName();
            String place = bean.getSimpleName() + "." + name + " ";
            elements(place, site.element(), site.type(), problems);
        }
    }

    /** Refuses lists of lists: JAX-RS converts each element of a parameter from one text. */
    private static void elements(String place, AnnotatedElement site, Type type, List<String> problems) {
        JavaType java = Payload.javaType(type);
        JavaType list = java.getRawClass() == Optional.class ? java.containedTypeOrUnknown(0) : java;
        boolean many = list.isCollectionLikeType() || list.isArrayType();
        if (many && list.getContentType().isContainerType() && isConverted(site)) {
            problems.add(place + "has the type " + type.getTypeName().replaceAll("[\\w.]+[.$](?=\\w)", "")
                    + ", and each element of a parameter is one text; take a list of single values, or a body");
        }
    }

    /** Reports whether JAX-RS converts what is annotated from a text of the request. */
    static boolean isConverted(AnnotatedElement site) {
        return SOURCES.stream().anyMatch(site::isAnnotationPresent);
    }

    private static void bean(String place, Class<?> bean, List<String> problems) {
        if (bean.isRecord()) {
            problems.add(place + "is a @BeanParam and the record " + bean.getSimpleName()
                    + ", which JAX-RS cannot fill; make it a class with annotated fields");
        } else if (bean.isInterface() || Modifier.isAbstract(bean.getModifiers())) {
            problems.add(place + "is a @BeanParam and " + bean.getSimpleName()
                    + " is abstract; make it a class that can be created");
        } else if (Stream.of(bean.getDeclaredConstructors()).noneMatch(ParameterCheck::isUsable)) {
            problems.add(place + "is a @BeanParam and " + bean.getSimpleName()
                    + " has no constructor that JAX-RS can call; give it one without parameters, or annotate each"
                    + " parameter, for example with @QueryParam");
        }
    }

    private static boolean isUsable(Constructor<?> constructor) {
        return Stream.of(constructor.getParameterAnnotations())
                .allMatch(annotations -> Stream.of(annotations).anyMatch(ResourceMethod::fills));
    }

    private static void body(String place, JavaType type, List<String> problems) {
        Class<?> raw = type.getRawClass();
        boolean parts = type.isCollectionLikeType() && type.getContentType().getRawClass() == EntityPart.class;
        boolean multipart = raw.getName().startsWith("org.glassfish.jersey.media.multipart.");
        if (raw == EntityPart.class
                || parts
                || multipart
                || raw == Form.class
                || MultivaluedMap.class.isAssignableFrom(raw)) {
            problems.add(place + "is a " + raw.getSimpleName()
                    + ", whose fields no document can name; take each field as a @FormParam, a file as an EntityPart, or"
                    + " hide the operation with @Hidden");
        }
    }

    private static void file(
            ResourceMethod method, String place, JavaType type, AnnotatedElement annotations, List<String> problems) {
        if (annotations.getAnnotation(File.class).value().isBlank()) {
            problems.add(place + "has @File without the name of a form field; give it one, as in @File(\"document\")");
        }
        if (!element(type).getRawClass().isAnnotationPresent(File.class)) {
            problems.add(place + "has @File and is a " + type.getRawClass().getSimpleName()
                    + "; make it a FileContent, an Optional or a List of it");
        }
        form(method, place, type, problems);
    }

    private static void form(ResourceMethod method, String place, JavaType type, List<String> problems) {
        Consumes consumes = method.annotation(Consumes.class);
        boolean multipart = Stream.of(consumes == null ? new String[0] : consumes.value())
                .anyMatch(media -> media.startsWith("multipart/"));
        JavaType value = element(type);
        boolean part =
                value.getRawClass() == EntityPart.class || value.getRawClass().isAnnotationPresent(File.class);
        if (part && !multipart) {
            problems.add(place + "takes a part of a multipart body; add @Consumes(MediaType.MULTIPART_FORM_DATA)");
        }
        if (method.httpMethod().equals("GET")) {
            problems.add(place + "takes a form field, and a GET has no body; use @QueryParam, or @POST");
        }
    }

    private static JavaType element(JavaType type) {
        boolean container = type.getRawClass() == List.class || type.getRawClass() == Optional.class;
        return container ? type.containedTypeOrUnknown(0) : type;
    }

    private static boolean isHidden(ResourceMethod method) {
        Operation operation = method.annotation(Operation.class);
        return method.annotations().isAnnotationPresent(Hidden.class) || (operation != null && operation.hidden());
    }
}
