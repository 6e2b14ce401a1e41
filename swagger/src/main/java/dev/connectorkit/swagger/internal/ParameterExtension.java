package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.annotation.JsonView;
import dev.connectorkit.annotations.File;
import dev.connectorkit.annotations.PageState;
import dev.connectorkit.annotations.Summary;
import dev.connectorkit.annotations.TriggerState;
import dev.connectorkit.annotations.Visibility;
import io.swagger.v3.jaxrs2.ResolvedParameter;
import io.swagger.v3.jaxrs2.ext.AbstractOpenAPIExtension;
import io.swagger.v3.jaxrs2.ext.OpenAPIExtension;
import io.swagger.v3.jaxrs2.ext.OpenAPIExtensions;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.BinarySchema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.core.PathSegment;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Teaches swagger-core our annotations on parameters; found by its service loader. */
public final class ParameterExtension extends AbstractOpenAPIExtension {

    @Override
    public ResolvedParameter extractParameters(
            List<Annotation> annotations,
            Type type,
            Set<Type> typesToSkip,
            @Nullable Components components,
            @Nullable Consumes classConsumes,
            @Nullable Consumes methodConsumes,
            boolean includeRequestBody,
            @Nullable JsonView jsonView,
            Iterator<OpenAPIExtension> chain) {
        ReadSession session = ReadSession.current();
        boolean ours = session != null;
        ResolvedParameter resolved = new ResolvedParameter();
        if (ours && find(annotations, PageState.class) != null) {
            return resolved; // it travels in the link to the next page, which engines follow as it is
        }
        if (ours && find(annotations, TriggerState.class) != null) {
            resolved.parameters.add(triggerState());
            return resolved;
        }
        File file = find(annotations, File.class);
        if (ours && file != null) {
            Parameter part = new Parameter()
                    .name(file.value())
                    .required(Payload.rawClass(type).isAnnotationPresent(File.class))
                    .schema(new BinarySchema());
            label(part, annotations);
            resolved.formParameters.add(part);
            return resolved;
        }
        if (ours && find(annotations, BeanParam.class) != null) {
            // swagger-core sees only the fields that Jackson would; JAX-RS fills private ones too, setters and
            // constructors.
            for (BeanSite site : BeanSite.of(constructType(type).getRawClass())) {
                Iterator<OpenAPIExtension> fresh = OpenAPIExtensions.chain();
                ResolvedParameter one = fresh.next()
                        .extractParameters(
                                List.of(site.element().getAnnotations()),
                                site.type(),
                                typesToSkip,
                                components,
                                classConsumes,
                                methodConsumes,
                                includeRequestBody,
                                jsonView,
                                fresh);
                resolved.parameters.addAll(one.parameters);
                resolved.formParameters.addAll(one.formParameters);
            }
            return resolved;
        }
        Type read = ours ? readAs(type) : type;
        Supplier<ResolvedParameter> reading = () -> super.extractParameters(
                annotations,
                read,
                typesToSkip,
                components,
                classConsumes,
                methodConsumes,
                includeRequestBody,
                jsonView,
                chain);
        resolved = session != null && annotations.stream().anyMatch(ResourceMethod::fills)
                ? session.inParameter(reading)
                : reading.get();
        if (ours) {
            resolved.parameters.forEach(parameter -> label(parameter, annotations));
            if (find(annotations, DefaultValue.class) == null
                    && PrimitiveDefaults.areRefused(Payload.rawClass(type), annotations)) {
                resolved.parameters.forEach(parameter -> parameter.setRequired(true));
            }
            resolved.formParameters.forEach(parameter -> label(parameter, annotations));
            if (find(annotations, DefaultValue.class) == null
                    && NullConstraints.refuse(annotations, Payload.rawClass(type))) {
                require(resolved);
            }
        }
        return resolved;
    }

    /** Returns the type in whose place swagger-core sees nothing: a segment is a text, a part of a multipart body is a file. */
    private static Type readAs(Type type) {
        Class<?> raw = Payload.rawClass(type);
        return raw == PathSegment.class ? String.class : raw == EntityPart.class ? InputStream.class : type;
    }

    private static Parameter triggerState() {
        Parameter state = new QueryParameter()
                .name(TriggerState.NAME)
                .description("Where the last poll ended; the engine takes it from the Location header.")
                .required(false)
                .schema(new StringSchema());
        state.addExtension(Extensions.VISIBILITY, Extensions.value(Visibility.Level.INTERNAL));
        return state;
    }

    private static void require(ResolvedParameter resolved) {
        resolved.parameters.forEach(parameter -> parameter.setRequired(true));
        resolved.formParameters.forEach(parameter -> parameter.setRequired(true));
        if (resolved.requestBody != null) {
            resolved.requestBody.setRequired(true);
        }
    }

    private static void label(Parameter parameter, List<Annotation> annotations) {
        Summary summary = find(annotations, Summary.class);
        if (summary != null && !summary.description().isEmpty()) {
            parameter.setDescription(summary.description());
        }
        boolean form = parameter.getIn() == null && parameter.getSchema() != null; // only its schema will be kept
        Extensions.of(annotations).forEach((name, value) -> {
            if (form) {
                parameter.getSchema().addExtension(name, value);
            } else {
                parameter.addExtension(name, value);
            }
        });
    }

    private static <A extends Annotation> @Nullable A find(List<Annotation> annotations, Class<A> type) {
        return annotations.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElse(null);
    }
}
