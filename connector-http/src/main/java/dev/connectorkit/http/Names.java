package dev.connectorkit.http;

import dev.connectorkit.annotations.TriggerState;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.MatrixParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import org.jspecify.annotations.Nullable;

/** The name by which a client knows a JAX-RS parameter. */
final class Names {

    private Names() {}

    /** Null where the element is no parameter of the request, as an entity is not. */
    static @Nullable String of(AnnotatedElement element) {
        for (Annotation annotation : element.getAnnotations()) {
            String name = of(annotation);
            if (name != null) {
                return name;
            }
        }
        return null;
    }

    static @Nullable String of(@Nullable Annotation annotation) {
        if (annotation instanceof QueryParam query) {
            return query.value();
        } else if (annotation instanceof PathParam path) {
            return path.value();
        } else if (annotation instanceof HeaderParam header) {
            return header.value();
        } else if (annotation instanceof FormParam form) {
            return form.value();
        } else if (annotation instanceof CookieParam cookie) {
            return cookie.value();
        } else if (annotation instanceof MatrixParam matrix) {
            return matrix.value();
        }
        return annotation instanceof TriggerState ? TriggerState.NAME : null;
    }
}
