package dev.connectorkit.sdk.file;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import dev.connectorkit.annotations.File;
import dev.connectorkit.http.problem.Problem;
import dev.connectorkit.http.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.glassfish.jersey.media.multipart.BodyPartEntity;
import org.glassfish.jersey.media.multipart.FormDataBodyPart;
import org.glassfish.jersey.media.multipart.FormDataMultiPart;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.model.Parameter;
import org.glassfish.jersey.server.spi.internal.ValueParamProvider;
import org.jspecify.annotations.Nullable;

/** Hands the parts of a form to parameters with {@link File}. */
final class FileParameter implements ValueParamProvider {

    /** The property under which Jersey's own provider keeps the form that it has read. */
    private static final String FORM = FormDataMultiPart.class.getName();

    @Override
    public @Nullable Function<ContainerRequest, ?> getValueProvider(Parameter parameter) {
        File file = parameter.getAnnotation(File.class);
        if (file == null) {
            return null;
        }
        JavaType type = TypeFactory.defaultInstance().constructType(parameter.getType());
        if (type.getRawClass() == List.class) {
            return request -> files(request, file.value());
        }
        if (type.getRawClass() == Optional.class) {
            return request -> files(request, file.value()).stream().findFirst();
        }
        return request -> files(request, file.value()).stream().findFirst().orElseThrow(() -> missing(file.value()));
    }

    private static List<FileContent> files(ContainerRequest request, String field) {
        if (!(request.getProperty(FORM) instanceof FormDataMultiPart)) {
            request.setProperty(FORM, request.readEntity(FormDataMultiPart.class));
        }
        FormDataMultiPart form = (FormDataMultiPart) request.getProperty(FORM);
        List<FormDataBodyPart> parts = form == null ? null : form.getFields(field);
        return parts == null
                ? List.of()
                : parts.stream().flatMap(part -> file(part).stream()).toList();
    }

    /** Empty for the part that a browser sends where no file is chosen. */
    private static Optional<FileContent> file(FormDataBodyPart part) {
        String sent = part.getContentDisposition().getParameters().get("filename");
        if (sent != null
                && sent.isEmpty()
                && part.getContentDisposition().getParameters().get("filename*") == null) {
            return Optional.empty();
        }
        BodyPartEntity content = (BodyPartEntity) part.getEntity();
        return Optional.of(new FileContent(
                FileNames.of(part.getContentDisposition().getParameters()),
                part.getMediaType().toString(),
                -1,
                content.getInputStream()));
    }

    private static ProblemException missing(String field) {
        return new ProblemException(
                400, "The form has no file '" + field + "'.", new Problem.FieldError(field, "must be a file"));
    }

    @Override
    public PriorityType getPriority() {
        return Priority.HIGH;
    }
}
