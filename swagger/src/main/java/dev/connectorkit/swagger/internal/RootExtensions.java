package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.annotations.FilePicker;
import dev.connectorkit.annotations.LossAllowed;
import dev.connectorkit.annotations.OperationTraits;
import dev.connectorkit.swagger.Security;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What stands at the root of an OpenAPI 3 tree: capabilities, metadata, security. */
public final class RootExtensions {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RootExtensions() {}

    /** Adds what the builder was given, and what the annotations say of the connector as a whole. */
    public static void add(
            ObjectNode openApi, List<Class<?>> resources, Map<String, String> metadata, @Nullable Security security) {
        ObjectNode capabilities = capabilities(resources);
        if (!capabilities.isEmpty()) {
            openApi.set(Extensions.CAPABILITIES, capabilities);
        }
        String api = openApi.path("info").path("title").asText().replaceAll("[^A-Za-z0-9]", "");
        openApi.path("paths")
                .findValues("replacement")
                .forEach(replacement -> ((ObjectNode) replacement).put("api", api));
        if (!metadata.isEmpty()) {
            ArrayNode written = openApi.putArray("x-ms-connector-metadata");
            metadata.forEach((name, value) ->
                    written.addObject().put("propertyName", name).put("propertyValue", value));
        }
        if (security != null) {
            String name = Extensions.value(security.kind());
            openApi.withObjectProperty("components")
                    .withObjectProperty("securitySchemes")
                    .set(name, scheme(security));
            openApi.putArray("security").addObject().putArray(name).addAll(scopes(security));
        }
    }

    private static ObjectNode capabilities(List<Class<?>> resources) {
        ObjectNode capabilities = Trees.object();
        for (Class<?> resource : resources) {
            for (ResourceMethod method : ResourceMethod.of(resource)) {
                OperationTraits traits = method.method().getAnnotation(OperationTraits.class);
                if (traits != null && traits.testsConnection()) {
                    capabilities
                            .putObject("testConnection")
                            .put("operationId", OperationIds.of(method.method()))
                            .putObject("parameters");
                }
            }
            FilePicker picker = resource.getAnnotation(FilePicker.class);
            if (picker != null) {
                capabilities.set("file-picker", JSON.valueToTree(picker(picker)));
            }
        }
        return capabilities;
    }

    private static Map<String, Object> picker(FilePicker picker) {
        Map<String, Object> written = Lookups.map(
                "open",
                Lookups.map("operationId", picker.open(), "parameters", Lookups.map()),
                "browse",
                Lookups.map(
                        "operationId",
                        picker.browse(),
                        "parameters",
                        Lookups.map(picker.browseParameter(), Lookups.map("value-property", picker.browseProperty()))),
                "value-title",
                picker.title());
        Map.of("value-collection", picker.items(), "value-media-property", picker.media()).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .filter(entry -> !entry.getValue().isEmpty())
                .forEach(entry -> written.put(entry.getKey(), entry.getValue()));
        written.put("value-folder-property", picker.folder());
        return written;
    }

    private static ObjectNode scheme(Security security) {
        ObjectNode scheme = Trees.object();
        switch (security.kind()) {
            case API_KEY -> scheme.put("type", "apiKey").put("in", "header").put("name", security.name());
            case BASIC -> scheme.put("type", "http").put("scheme", "basic");
            case OAUTH2 -> {
                ObjectNode flow =
                        scheme.put("type", "oauth2").putObject("flows").putObject("authorizationCode");
                flow.put("authorizationUrl", String.valueOf(security.authorizationUrl()));
                flow.put("tokenUrl", String.valueOf(security.tokenUrl()));
                flow.set("scopes", JSON.valueToTree(security.scopes()));
            }
        }
        return scheme;
    }

    private static ArrayNode scopes(Security security) {
        ArrayNode scopes = JSON.createArrayNode();
        security.scopes().keySet().forEach(scopes::add);
        return scopes;
    }

    /** The losses that no {@link LossAllowed} operation has asked for. */
    public static List<String> withoutAllowed(List<String> losses, ObjectNode openApi, List<Class<?>> resources) {
        Set<String> ids = new HashSet<>();
        for (Class<?> resource : resources) {
            for (ResourceMethod method : ResourceMethod.of(resource)) {
                if (method.method().isAnnotationPresent(LossAllowed.class)) {
                    ids.add(OperationIds.of(method.method()));
                }
            }
        }
        Set<String> allowed = new HashSet<>();
        openApi.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    JsonNode operation = method.getValue();
                    if (ids.contains(operation.path("operationId").asText())) {
                        allowed.add(Trees.step("/paths", path.getKey()) + "/" + method.getKey() + "/");
                    }
                }));
        return losses.stream()
                .filter(loss -> allowed.stream().noneMatch(loss::startsWith))
                .toList();
    }
}
