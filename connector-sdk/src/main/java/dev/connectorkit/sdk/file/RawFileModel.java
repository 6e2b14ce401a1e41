package dev.connectorkit.sdk.file;

import dev.connectorkit.annotations.JaxRsAnnotations;
import jakarta.annotation.Priority;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.MediaType;
import java.io.File;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.glassfish.jersey.server.model.ModelProcessor;
import org.glassfish.jersey.server.model.Resource;
import org.glassfish.jersey.server.model.ResourceMethod;
import org.glassfish.jersey.server.model.ResourceModel;

/**
 * Lets a method that consumes {@code application/octet-stream} take files of every media type: engines send a file with the media
 * type of its content, whatever the document says.
 */
@Priority(Integer.MAX_VALUE - 2) // before methods are added that take no files
final class RawFileModel implements ModelProcessor {

    private static final Set<Class<?>> RAW = Set.of(FileContent.class, InputStream.class, File.class, byte[].class);

    @Override
    public ResourceModel processResourceModel(ResourceModel model, Configuration configuration) {
        ResourceModel.Builder widened = new ResourceModel.Builder(false);
        model.getResources().forEach(resource -> widened.addResource(widened(resource)));
        return widened.build();
    }

    @Override
    public ResourceModel processSubResource(ResourceModel model, Configuration configuration) {
        return processResourceModel(model, configuration);
    }

    private static Resource widened(Resource resource) {
        Resource.Builder builder = Resource.builder(resource);
        for (ResourceMethod method : resource.getResourceMethods()) {
            if (isRawFile(method) && isOnly(method, resource)) {
                builder.updateMethod(method).consumes(MediaType.WILDCARD_TYPE);
            }
        }
        for (Resource child : resource.getChildResources()) {
            builder.replaceChildResource(child, widened(child));
        }
        return builder.build();
    }

    private static boolean isRawFile(ResourceMethod method) {
        return method.getConsumedTypes().contains(MediaType.APPLICATION_OCTET_STREAM_TYPE)
                && takesRawFile(method.getInvocable().getHandlingMethod());
    }

    /** Reports whether the body of a method is the content of a file. */
    static boolean takesRawFile(Method method) {
        List<AnnotatedElement> parameters = JaxRsAnnotations.ofParameters(method);
        return IntStream.range(0, parameters.size())
                .anyMatch(i -> RAW.contains(method.getParameterTypes()[i])
                        && Stream.of(parameters.get(i).getAnnotations()).noneMatch(RawFileModel::fills));
    }

    /** Reports whether an annotation says that something else than the body fills a parameter. */
    private static boolean fills(Annotation annotation) {
        String name = annotation.annotationType().getName();
        return annotation instanceof dev.connectorkit.annotations.File
                || name.startsWith("jakarta.ws.rs.")
                || name.startsWith("jakarta.inject.")
                || name.startsWith("org.glassfish.jersey.");
    }

    /** Reports whether no other method has the path and the verb, where the media type would choose between them. */
    private static boolean isOnly(ResourceMethod method, Resource resource) {
        return resource.getResourceMethods().stream()
                        .filter(other -> other.getHttpMethod().equals(method.getHttpMethod()))
                        .count()
                == 1;
    }
}
