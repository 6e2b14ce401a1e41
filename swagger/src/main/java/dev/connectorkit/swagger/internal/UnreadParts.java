package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Removes from a document of others each keyword that the converter does not read, and records it, so that nothing is lost in
 * silence. Reports objects of another form than OpenAPI has them.
 */
final class UnreadParts {

    private static final Set<String> DOCUMENT =
            Set.of("openapi", "info", "servers", "paths", "components", "security", "tags", "externalDocs", "webhooks");
    private static final Set<String> INFO =
            Set.of("title", "description", "version", "contact", "license", "termsOfService");
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
    private static final Set<String> OPERATION = Set.of(
            "operationId",
            "summary",
            "description",
            "deprecated",
            "tags",
            "externalDocs",
            "security",
            "parameters",
            "requestBody",
            "responses",
            "servers",
            "callbacks");
    private static final Set<String> PARAMETER = Set.of(
            "name",
            "in",
            "required",
            "description",
            "schema",
            "style",
            "explode",
            "allowEmptyValue",
            "example",
            "examples",
            "deprecated",
            "content");
    private static final List<String> PARAMETER_FLAGS =
            List.of("required", "explode", "allowEmptyValue", "allowReserved", "deprecated");
    private static final Set<String> PATH_ITEM = Set.of("parameters", "servers");
    private static final Set<String> BODY = Set.of("description", "required", "content");
    private static final Set<String> RESPONSE = Set.of("description", "headers", "content", "links");
    private static final Set<String> ANSWERED = Set.of("schema", "example");
    private static final Set<String> SENT = Set.of("schema");
    private static final Set<String> HEADER = Set.of("description", "schema");
    private static final Set<String> SERVER = Set.of("url", "variables");
    private static final Set<String> SCHEME =
            Set.of("type", "description", "name", "in", "scheme", "flows", "openIdConnectUrl");
    private static final Set<String> FLOW = Set.of("authorizationUrl", "tokenUrl", "scopes");

    private final ConversionLosses losses;

    UnreadParts(ConversionLosses losses) {
        this.losses = losses;
    }

    void remove(ObjectNode openApi) {
        unread(openApi, "", DOCUMENT);
        one(openApi, "info", "", this::info);
        each(openApi, "servers", "", (server, pointer) -> unread(server, pointer, SERVER));
        named(openApi, "paths", "", this::pathItem);
        one(openApi, "components", "", (components, pointer) -> {});
        ObjectNode components = openApi.withObjectProperty("components");
        named(components, "pathItems", "/components", this::pathItem);
        named(components, "parameters", "/components", this::parameter);
        named(components, "requestBodies", "/components", this::body);
        named(components, "responses", "/components", this::response);
        named(components, "headers", "/components", this::header);
        one(components, "schemas", "/components", (schemas, pointer) -> {});
        named(components, "securitySchemes", "/components", this::scheme);
    }

    private void info(ObjectNode info, String pointer) {
        unread(info, pointer, INFO);
        one(info, "license", pointer, (license, place) -> unread(license, place, Set.of("name", "url")));
    }

    private void pathItem(ObjectNode item, String pointer) {
        for (String name : JsonTrees.names(item)) {
            if (METHODS.contains(name)) {
                one(item, name, pointer, this::operation);
            } else if (!PATH_ITEM.contains(name)) {
                unread(item, pointer, name);
            }
        }
        each(item, "parameters", pointer, this::parameter);
    }

    private void operation(ObjectNode operation, String pointer) {
        JsonTrees.requireFlags(operation, List.of("deprecated"), pointer);
        unread(operation, pointer, OPERATION);
        each(operation, "parameters", pointer, this::parameter);
        one(operation, "requestBody", pointer, this::body);
        named(operation, "responses", pointer, this::response);
        one(
                operation,
                Extensions.NOTIFICATION_CONTENT,
                pointer,
                (content, place) -> one(content, "schema", place, (schema, at) -> {}));
    }

    private void parameter(ObjectNode parameter, String pointer) {
        JsonTrees.requireFlags(parameter, PARAMETER_FLAGS, pointer);
        unread(parameter, pointer, PARAMETER);
        oneExample(parameter, pointer);
        if (parameter.get("schema") instanceof ObjectNode schema && schema.has("example") && !schema.has("$ref")) {
            JsonNode example = schema.remove("example");
            if (!parameter.has("example")) {
                parameter.set("example", example);
            }
        }
    }

    private void body(ObjectNode body, String pointer) {
        JsonTrees.requireFlags(body, List.of("required"), pointer);
        unread(body, pointer, BODY);
        named(body, "content", pointer, (media, place) -> unread(media, place, SENT));
    }

    private void response(ObjectNode response, String pointer) {
        unread(response, pointer, RESPONSE);
        named(response, "headers", pointer, this::header);
        named(response, "content", pointer, (media, place) -> {
            oneExample(media, place);
            unread(media, place, ANSWERED);
        });
    }

    private void header(ObjectNode header, String pointer) {
        JsonTrees.requireFlags(header, PARAMETER_FLAGS, pointer);
        unread(header, pointer, HEADER);
    }

    private void scheme(ObjectNode scheme, String pointer) {
        unread(scheme, pointer, SCHEME);
        named(scheme, "flows", pointer, (flow, place) -> unread(flow, place, FLOW));
        if (!(scheme.get("flows") instanceof ObjectNode flows)) {
            return;
        }
        List<String> names = JsonTrees.names(flows);
        names.removeIf(name -> name.startsWith("x-"));
        String kept = flows.has("authorizationCode") || names.isEmpty() ? "authorizationCode" : names.get(0);
        for (String name : JsonTrees.names(flows)) {
            if (!name.equals(kept)) {
                flows.remove(name);
                losses.add(pointer + "/flows/" + name, "Swagger 2.0 has one flow; " + kept + " is kept");
            }
        }
    }

    /** Keeps one of the named examples, as Swagger 2.0 has it. */
    private void oneExample(ObjectNode holder, String pointer) {
        if (!(holder.get("examples") instanceof ObjectNode examples)) {
            return;
        }
        for (String name : JsonTrees.names(examples)) {
            JsonNode value = examples.path(name).get("value");
            if (value != null && !holder.has("example")) {
                holder.set("example", value);
            } else {
                losses.add(
                        JsonTrees.step(pointer + "/examples", name),
                        "Swagger 2.0 has one example here, and no references");
            }
        }
        holder.remove("examples");
    }

    private void unread(ObjectNode object, String pointer, Set<String> read) {
        if (!object.has("$ref")) {
            JsonTrees.names(object).stream()
                    .filter(name -> !read.contains(name))
                    .forEach(name -> unread(object, pointer, name));
        }
    }

    private void unread(ObjectNode object, String pointer, String name) {
        if (!name.startsWith("x-") && !name.equals("$ref")) {
            object.remove(name);
            losses.add(JsonTrees.step(pointer, name), "Swagger 2.0 has no " + name + " here");
        }
    }

    /** Visits each object of a field's list. */
    private static void each(ObjectNode holder, String field, String pointer, BiConsumer<ObjectNode, String> visitor) {
        String place = JsonTrees.step(pointer, field);
        JsonNode value = holder.path(field);
        if (!value.isArray() && !value.isMissingNode()) {
            throw new IllegalArgumentException(place + ": must be an array");
        }
        for (int i = 0; i < value.size(); i++) {
            visitor.accept(object(value.get(i), place + "/" + i), place + "/" + i);
        }
    }

    /** Visits a field's object. */
    private static void one(ObjectNode holder, String field, String pointer, BiConsumer<ObjectNode, String> visitor) {
        if (holder.has(field)) {
            String place = JsonTrees.step(pointer, field);
            visitor.accept(object(holder.get(field), place), place);
        }
    }

    /** Visits the objects that a field has by name. */
    private static void named(ObjectNode holder, String field, String pointer, BiConsumer<ObjectNode, String> visitor) {
        one(
                holder,
                field,
                pointer,
                (named, place) -> JsonTrees.names(named).stream()
                        .filter(name -> !name.startsWith("x-"))
                        .forEach(name -> one(named, name, place, visitor)));
    }

    private static ObjectNode object(JsonNode node, String pointer) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new IllegalArgumentException(pointer + ": must be an object");
    }
}
