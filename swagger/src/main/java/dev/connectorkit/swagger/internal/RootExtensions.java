package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.annotations.FilePicker;
import dev.connectorkit.annotations.JaxRsAnnotations;
import dev.connectorkit.annotations.LossAllowed;
import dev.connectorkit.annotations.OperationTraits;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes the root of an OpenAPI 3 tree: capabilities, metadata, security. */
public final class RootExtensions {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RootExtensions() {}

    /** Adds the capabilities that annotations declare, and the connector's name to references to revisions. */
    public static void add(ObjectNode openApi, List<Class<?>> resources) {
        ObjectNode capabilities = capabilities(resources);
        if (!capabilities.isEmpty()) {
            openApi.set(Extensions.CAPABILITIES, capabilities);
        }
        String api = openApi.path("info").path("title").asText().replaceAll("[^A-Za-z0-9]", "");
        openApi.path("paths")
                .findValues("replacement")
                .forEach(replacement -> ((ObjectNode) replacement).put("api", api));
    }

    /** Adds the metadata that certification requires. */
    public static void metadata(ObjectNode openApi, String website, String privacyPolicy, String categories) {
        ArrayNode metadata = openApi.putArray("x-ms-connector-metadata");
        property(metadata, "Website", website);
        property(metadata, "Privacy policy", privacyPolicy);
        property(metadata, "Categories", categories);
    }

    private static void property(ArrayNode metadata, String name, String value) {
        metadata.addObject().put("propertyName", name).put("propertyValue", value);
    }

    /**
     * Requires a security scheme for all operations.
     *
     * @param scheme a security scheme object of OpenAPI 3
     * @param scopes the scopes of OAuth 2.0; empty for other schemes
     */
    public static void secure(ObjectNode openApi, String name, ObjectNode scheme, Map<String, String> scopes) {
        openApi.withObjectProperty("components")
                .withObjectProperty("securitySchemes")
                .set(name, scheme);
        ArrayNode required = openApi.putArray("security").addObject().putArray(name);
        scopes.keySet().forEach(required::add);
    }

    private static ObjectNode capabilities(List<Class<?>> resources) {
        ObjectNode capabilities = JsonTrees.object();
        for (Class<?> resource : resources) {
            for (ResourceMethod method : ResourceMethod.of(resource)) {
                OperationTraits traits = method.annotation(OperationTraits.class);
                if (traits != null && traits.testsConnection()) {
                    capabilities
                            .putObject("testConnection")
                            .put("operationId", OperationIds.of(method))
                            .putObject("parameters");
                }
            }
            FilePicker picker = JaxRsAnnotations.of(resource).getAnnotation(FilePicker.class);
            if (picker != null) {
                capabilities.set("file-picker", JSON.valueToTree(picker(picker)));
            }
        }
        return capabilities;
    }

    private static Map<String, Object> picker(FilePicker picker) {
        Map<String, Object> written = DynamicExtensions.map(
                "open",
                DynamicExtensions.map("operationId", picker.open(), "parameters", DynamicExtensions.map()),
                "browse",
                DynamicExtensions.map(
                        "operationId",
                        picker.browse(),
                        "parameters",
                        DynamicExtensions.map(
                                picker.browseParameter(),
                                DynamicExtensions.map("value-property", picker.browseProperty()))),
                "value-title",
                picker.title());
        Map.of("value-collection", picker.items(), "value-media-property", picker.media()).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .filter(entry -> !entry.getValue().isEmpty())
                .forEach(entry -> written.put(entry.getKey(), entry.getValue()));
        written.put("value-folder-property", picker.folder());
        return written;
    }

    /** Returns the losses outside of operations with {@link LossAllowed}. */
    public static List<String> withoutAllowed(List<String> losses, ObjectNode openApi, List<Class<?>> resources) {
        Set<String> ids = new HashSet<>();
        for (Class<?> resource : resources) {
            for (ResourceMethod method : ResourceMethod.of(resource)) {
                if (method.annotations().isAnnotationPresent(LossAllowed.class)) {
                    ids.add(OperationIds.of(method));
                }
            }
        }
        Set<String> allowed = new HashSet<>();
        openApi.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    JsonNode operation = method.getValue();
                    if (ids.contains(operation.path("operationId").asText())) {
                        allowed.add(JsonTrees.step("/paths", path.getKey()) + "/" + method.getKey() + "/");
                    }
                }));
        return LossPlaces.named(
                losses.stream()
                        .filter(loss -> allowed.stream().noneMatch(loss::startsWith))
                        .toList(),
                openApi,
                resources);
    }
}
