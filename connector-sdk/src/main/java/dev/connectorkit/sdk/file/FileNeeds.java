package dev.connectorkit.sdk.file;

import dev.connectorkit.annotations.JaxRsAnnotations;
import dev.connectorkit.annotations.OperationTraits;
import dev.connectorkit.swagger.ConnectorCheck;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Configuration;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The needs of the resources of an application, so that it has no parts that no resource uses.
 *
 * @param forms whether a method reads or writes multipart bodies
 * @param chunks whether a method takes uploads in chunks
 */
record FileNeeds(boolean forms, boolean chunks) {

    static FileNeeds of(Configuration application) {
        List<Class<?>> resources = Stream.<Class<?>>concat(
                        application.getClasses().stream(),
                        application.getInstances().stream().map(Object::getClass))
                .filter(type -> JaxRsAnnotations.of(type).isAnnotationPresent(Path.class))
                .toList();
        boolean forms = false;
        boolean chunks = false;
        for (Class<?> type : ConnectorCheck.reachable(resources)) {
            forms |= isMultipart(JaxRsAnnotations.of(type));
            for (Method method : type.getMethods()) {
                AnnotatedElement annotations = JaxRsAnnotations.of(method);
                OperationTraits traits = annotations.getAnnotation(OperationTraits.class);
                forms |= isMultipart(annotations) || hasParts(method);
                chunks |= traits != null && traits.chunkTransfer();
            }
        }
        return new FileNeeds(forms, chunks);
    }

    private static boolean isMultipart(AnnotatedElement annotations) {
        Consumes consumes = annotations.getAnnotation(Consumes.class);
        Produces produces = annotations.getAnnotation(Produces.class);
        return Stream.concat(
                        consumes == null ? Stream.empty() : Stream.of(consumes.value()),
                        produces == null ? Stream.empty() : Stream.of(produces.value()))
                .anyMatch(type -> type.toLowerCase(Locale.ROOT).contains("multipart/"));
    }

    /** A method without media types may take any. */
    private static boolean hasParts(Method method) {
        return Stream.concat(Stream.of(method.getGenericParameterTypes()), Stream.of(method.getGenericReturnType()))
                .map(Type::getTypeName)
                .anyMatch(name -> name.contains("jakarta.ws.rs.core.EntityPart")
                        || name.contains("org.glassfish.jersey.media.multipart."));
    }
}
