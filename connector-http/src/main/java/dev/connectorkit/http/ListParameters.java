package dev.connectorkit.http;

import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.MatrixParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Form;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import java.lang.annotation.Annotation;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.glassfish.jersey.internal.inject.ExtractorException;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.internal.InternalServerProperties;
import org.glassfish.jersey.server.internal.inject.MultivaluedParameterExtractor;
import org.glassfish.jersey.server.internal.inject.MultivaluedParameterExtractorProvider;
import org.glassfish.jersey.server.model.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Reads lists in query parameters, headers, paths and forms as documents describe them, separated by commas ({@code ?l=1,2}), as well
 * as repeated ({@code ?l=1&l=2}). Jersey converts the elements.
 */
public final class ListParameters implements ParamConverterProvider {

    private static final Set<Class<?>> COLLECTIONS = Set.of(List.class, Set.class, SortedSet.class, Collection.class);

    /** Marks the inner conversion of a list, which is Jersey's. */
    @Elements
    @Retention(RetentionPolicy.RUNTIME)
    private @interface Elements {}

    @Inject
    @SuppressWarnings("NullAway.Init") // Jersey's to fill
    private Provider<ContainerRequest> request;

    @Inject
    @SuppressWarnings("NullAway.Init")
    private Provider<MultivaluedParameterExtractorProvider> extractors;

    @Override
    public <T> @Nullable ParamConverter<T> getConverter(
            Class<T> type, Type genericType, Annotation @Nullable [] annotations) {
        boolean list = COLLECTIONS.contains(type) || (type.isArray() && type != byte[].class && type != char[].class);
        if (!list || annotations == null || has(annotations, Elements.class) || source(annotations) == null) {
            return null;
        }
        Annotation[] inner = Stream.concat(
                        Stream.of(annotations).filter(annotation -> !(annotation instanceof DefaultValue)),
                        Stream.of(Elements.class.getAnnotation(Elements.class)))
                .toArray(Annotation[]::new);
        Class<?> raw = type == Collection.class ? List.class : boxed(type);
        Type generic = boxed(type) == type ? genericType : raw;
        Parameter parameter = Parameter.create(getClass(), getClass(), false, raw, generic, inner);
        return new Separated<>(type, parameter, annotations);
    }

    /** Returns arrays of objects in the place of those of primitives, whose elements Jersey would read without converters. */
    private static Class<?> boxed(Class<?> list) {
        boolean primitive = list.isArray() && list.getComponentType().isPrimitive();
        return primitive
                ? MethodType.methodType(list.getComponentType())
                        .wrap()
                        .returnType()
                        .arrayType()
                : list;
    }

    private static boolean has(Annotation[] annotations, Class<? extends Annotation> type) {
        return Stream.of(annotations).anyMatch(type::isInstance);
    }

    private static @Nullable Annotation source(Annotation[] annotations) {
        return Stream.of(annotations)
                .filter(annotation -> Names.of(annotation) != null)
                .filter(annotation -> !(annotation instanceof CookieParam))
                .findFirst()
                .orElse(null);
    }

    /** Converts all values of one parameter; Jersey hands over the first alone. */
    @ParamConverter.Lazy
    private final class Separated<T> implements ParamConverter<T> {

        private final Class<T> type;
        private final Parameter parameter;
        private final Annotation[] annotations;

        Separated(Class<T> type, Parameter parameter, Annotation[] annotations) {
            this.type = type;
            this.parameter = parameter;
            this.annotations = annotations;
        }

        @Override
        @SuppressWarnings("unchecked")
        public T fromString(@Nullable String firstOrDefault) {
            MultivaluedParameterExtractor<?> extractor = extractors.get().get(parameter);
            MultivaluedMap<String, String> elements = new MultivaluedHashMap<>();
            elements.put(extractor.getName(), elements(extractor.getName(), firstOrDefault));
            try {
                Object read = extractor.extract(elements);
                return type == boxed(type) ? (T) read : unboxed((Object[]) read);
            } catch (ExtractorException e) {
                throw new IllegalArgumentException("An element of the list is invalid", e.getCause());
            }
        }

        private T unboxed(Object[] elements) {
            Object list = Array.newInstance(type.getComponentType(), elements.length);
            for (int i = 0; i < elements.length; i++) {
                if (elements[i] == null) {
                    throw new IllegalArgumentException("An element of the list is empty");
                }
                Array.set(list, i, elements[i]);
            }
            return type.cast(list);
        }

        private List<String> elements(String name, @Nullable String firstOrDefault) {
            List<String> values = values(name);
            if (values == null || values.isEmpty()) {
                values = firstOrDefault == null ? List.of() : List.of(firstOrDefault);
            }
            boolean header = has(annotations, HeaderParam.class);
            List<String> elements = new ArrayList<>();
            for (String value : values) {
                for (String element : value.isEmpty() ? new String[0] : value.split(",", -1)) {
                    elements.add(header ? element.strip() : element);
                }
            }
            return elements;
        }

        private @Nullable List<String> values(String name) {
            Annotation source = source(annotations);
            ContainerRequest current = request.get();
            if (source instanceof QueryParam) {
                return current.getUriInfo().getQueryParameters().get(name);
            } else if (source instanceof PathParam) {
                return current.getUriInfo().getPathParameters().get(name);
            } else if (source instanceof HeaderParam) {
                return current.getRequestHeader(name);
            } else if (source instanceof FormParam) {
                Object form = current.getProperty(InternalServerProperties.FORM_DECODED_PROPERTY);
                return form instanceof Form read ? read.asMap().get(name) : null;
            }
            return source instanceof MatrixParam
                    ? current.getUriInfo().getPathSegments().stream()
                            .flatMap(segment -> segment.getMatrixParameters().getOrDefault(name, List.of()).stream())
                            .toList()
                    : null;
        }

        @Override
        public String toString(T value) {
            return String.valueOf(value);
        }
    }
}
