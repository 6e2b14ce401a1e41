package dev.connectorkit.checker.rules;

import com.fasterxml.jackson.databind.node.JsonNodeType;
import dev.connectorkit.designer.document.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The shape of a value in Swagger 2.0: its JSON types, and the shapes of its members by name, {@code []} for items,
 * {@code *} for any other name and {@code x-*} for extensions. A name that ends with {@code !} is required. A shape without
 * {@code *} is closed: it has no other names but extensions.
 */
enum SwaggerShape {
    ANY("anything", "", JsonNodeType.MISSING),
    TEXT("a text", "", JsonNodeType.STRING),
    BOOLEAN("true or false", "", JsonNodeType.BOOLEAN),
    NUMBER("a number", "", JsonNodeType.NUMBER),
    VALUES("an array of values", "", JsonNodeType.ARRAY),
    TEXTS("an array of texts", "[]:TEXT", JsonNodeType.ARRAY),
    OBJECT("an object", "", JsonNodeType.OBJECT),
    DOCUMENT(
            "an object",
            "swagger:TEXT info!:INFO host:TEXT basePath:TEXT schemes:TEXTS consumes:TEXTS produces:TEXTS paths!:PATHS"
                    + " definitions:SCHEMAS parameters:NAMED_PARAMETERS responses:NAMED_RESPONSES"
                    + " securityDefinitions:SECURITY_DEFINITIONS security:REQUIREMENTS tags:TAGS externalDocs:PAGE",
            JsonNodeType.OBJECT),
    INFO(
            "an object with title and version",
            "title:TEXT description:TEXT termsOfService:TEXT version:TEXT contact:CONTACT license:LICENSE",
            JsonNodeType.OBJECT),
    CONTACT("an object with a contact", "name:TEXT url:TEXT email:TEXT", JsonNodeType.OBJECT),
    LICENSE("an object with a licence", "name!:TEXT url:TEXT", JsonNodeType.OBJECT),
    PAGE("an object with a link to a page", "url!:TEXT description:TEXT", JsonNodeType.OBJECT),
    TAGS("an array of tags", "[]:TAG", JsonNodeType.ARRAY),
    TAG("an object that describes a tag", "name!:TEXT description:TEXT externalDocs:PAGE", JsonNodeType.OBJECT),
    PATHS("an object of paths", "x-*:ANY *:PATH", JsonNodeType.OBJECT),
    PATH(
            "an object of operations",
            "$ref:TEXT get:OPERATION put:OPERATION post:OPERATION delete:OPERATION options:OPERATION head:OPERATION"
                    + " patch:OPERATION parameters:PARAMETERS x-ms-notification-content:NOTIFICATION",
            JsonNodeType.OBJECT),
    OPERATION(
            "an object that describes an operation",
            "tags:TEXTS summary:TEXT description:TEXT externalDocs:PAGE operationId:TEXT consumes:TEXTS"
                    + " produces:TEXTS parameters:PARAMETERS responses:RESPONSES schemes:TEXTS deprecated:BOOLEAN"
                    + " security:REQUIREMENTS x-ms-summary:TEXT x-ms-visibility:TEXT x-ms-trigger:TEXT x-ms-trigger-hint:TEXT"
                    + " x-ms-trigger-metadata:OBJECT x-ms-pageable:PAGEABLE x-ms-no-generic-test:BOOLEAN"
                    + " x-ms-api-annotation:OBJECT",
            JsonNodeType.OBJECT),
    PAGEABLE("an object with nextLinkName", "nextLinkName:TEXT *:ANY", JsonNodeType.OBJECT),
    PARAMETERS("an array of parameters", "[]:PARAMETER", JsonNodeType.ARRAY),
    NAMED_PARAMETERS("an object of parameters", "*:PARAMETER", JsonNodeType.OBJECT),
    PARAMETER(
            "an object that describes a parameter",
            "$ref:TEXT name!:TEXT in:TEXT required:BOOLEAN schema:SCHEMA allowEmptyValue:BOOLEAN type:TEXT items:ITEMS"
                    + SwaggerShape.TYPED,
            JsonNodeType.OBJECT),
    RESPONSES("an object of responses", "x-*:ANY *:RESPONSE", JsonNodeType.OBJECT),
    NAMED_RESPONSES("an object of responses", "*:RESPONSE", JsonNodeType.OBJECT),
    RESPONSE(
            "an object that describes a response",
            "$ref:TEXT description:TEXT schema:SCHEMA headers:HEADERS examples:OBJECT",
            JsonNodeType.OBJECT),
    NOTIFICATION(
            "an object that describes a notification",
            "$ref:TEXT description:TEXT schema:SCHEMA headers:HEADERS *:ANY",
            JsonNodeType.OBJECT),
    HEADERS("an object of headers", "*:HEADER", JsonNodeType.OBJECT),
    HEADER("an object that describes a header", "type:TEXT items:ITEMS" + SwaggerShape.TYPED, JsonNodeType.OBJECT),
    SCHEMAS("an object of schemas", "*:SCHEMA", JsonNodeType.OBJECT),
    SCHEMA(
            "an object with a schema",
            "$ref:TEXT title:TEXT required:TEXTS properties:SCHEMAS additionalProperties:OPEN allOf:SCHEMA_LIST"
                    + " anyOf:SCHEMA_LIST oneOf:SCHEMA_LIST not:SCHEMA readOnly:BOOLEAN discriminator:TEXT xml:OBJECT"
                    + " example:ANY externalDocs:PAGE maxProperties:NUMBER minProperties:NUMBER type:TYPE items:SCHEMA_ITEMS"
                    + SwaggerShape.TYPED,
            JsonNodeType.OBJECT),
    SCHEMA_LIST("an array of schemas", "[]:SCHEMA", JsonNodeType.ARRAY),
    SCHEMA_ITEMS("an object with a schema", SCHEMA.parts + " []:SCHEMA", JsonNodeType.OBJECT, JsonNodeType.ARRAY),
    ITEMS("an object with the type of the items", "type:TEXT items:ITEMS" + SwaggerShape.TYPED, JsonNodeType.OBJECT),
    OPEN("true, false or an object with a schema", SCHEMA.parts, JsonNodeType.OBJECT, JsonNodeType.BOOLEAN),
    TYPE("a text", "[]:TEXT", JsonNodeType.STRING, JsonNodeType.ARRAY),
    DYNAMIC_VALUES(
            "an object that names the operation with the values",
            "operationId:TEXT capability:TEXT parameters:OBJECT value-collection:TEXT value-path:TEXT value-title:TEXT *:ANY",
            JsonNodeType.OBJECT),
    DYNAMIC_SCHEMA(
            "an object that names the operation with the schema",
            "operationId:TEXT parameters:OBJECT value-path:TEXT *:ANY",
            JsonNodeType.OBJECT),
    // x-ms-dynamic-list, x-ms-dynamic-properties, and the two operations of x-ms-dynamic-tree
    DYNAMIC_CALL(
            "an object that names an operation",
            "operationId:TEXT parameters:DYNAMIC_ARGUMENTS itemsPath:TEXT itemValuePath:TEXT itemTitlePath:TEXT *:ANY",
            JsonNodeType.OBJECT),
    DYNAMIC_ARGUMENTS("an object of arguments", "*:DYNAMIC_ARGUMENT", JsonNodeType.OBJECT),
    DYNAMIC_ARGUMENT(
            "an object with value or parameterReference", "parameterReference:TEXT *:ANY", JsonNodeType.OBJECT),
    DYNAMIC_TREE(
            "an object that names the operations of a tree",
            "settings:OBJECT open:DYNAMIC_CALL browse:DYNAMIC_CALL *:ANY",
            JsonNodeType.OBJECT),
    SECURITY_DEFINITIONS("an object of security definitions", "*:SECURITY_DEFINITION", JsonNodeType.OBJECT),
    SECURITY_DEFINITION(
            "an object that describes how requests are authenticated",
            "type:TEXT description:TEXT name:TEXT in:TEXT flow:TEXT authorizationUrl:TEXT tokenUrl:TEXT scopes:OBJECT",
            JsonNodeType.OBJECT),
    REQUIREMENTS("an array of security requirements", "[]:REQUIREMENT", JsonNodeType.ARRAY),
    REQUIREMENT("an object with the scopes of a security definition", "*:TEXTS", JsonNodeType.OBJECT);

    private static final String TYPED = " description:TEXT default:ANY format:TEXT collectionFormat:TEXT enum:VALUES"
            + " pattern:TEXT maximum:NUMBER minimum:NUMBER exclusiveMaximum:BOOLEAN exclusiveMinimum:BOOLEAN"
            + " maxLength:NUMBER minLength:NUMBER maxItems:NUMBER minItems:NUMBER uniqueItems:BOOLEAN"
            + " multipleOf:NUMBER x-ms-summary:TEXT x-ms-visibility:TEXT x-ms-url-encoding:TEXT"
            + " x-ms-notification-url:BOOLEAN x-ms-dynamic-values:DYNAMIC_VALUES x-ms-dynamic-schema:DYNAMIC_SCHEMA"
            + " x-ms-dynamic-list:DYNAMIC_CALL x-ms-dynamic-properties:DYNAMIC_CALL x-ms-dynamic-tree:DYNAMIC_TREE";

    private static final Map<SwaggerShape, Map<String, SwaggerShape>> PARTS =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(shape -> shape, SwaggerShape::read));

    private static final Map<SwaggerShape, List<String>> REQUIRED = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(
                    shape -> shape,
                    shape -> Arrays.stream(shape.parts.split(" "))
                            .filter(part -> part.contains("!:"))
                            .map(part -> part.substring(0, part.indexOf('!')))
                            .toList()));

    private final String title;
    private final String parts;
    private final JsonNodeType type;
    private final JsonNodeType other; // the same where there is one only

    SwaggerShape(String title, String parts, JsonNodeType type) {
        this(title, parts, type, type);
    }

    SwaggerShape(String title, String parts, JsonNodeType type, JsonNodeType other) {
        this.title = title;
        this.parts = parts;
        this.type = type;
        this.other = other;
    }

    /** Returns the expected types, in words. */
    String title() {
        return title;
    }

    boolean takes(Value value) {
        JsonNodeType found = value.node().getNodeType();
        boolean named = this == TYPE || this == SCHEMA_ITEMS; // an empty array of types says nothing
        return this == ANY
                || ((found == type || found == other)
                        && !(named
                                && found == JsonNodeType.ARRAY
                                && value.node().isEmpty()));
    }

    /** Reports whether there are no members but those that it names, and extensions. */
    boolean isClosed() {
        Map<String, SwaggerShape> named = PARTS.getOrDefault(this, Map.of());
        return !named.isEmpty()
                && !named.containsKey("*")
                && (type == JsonNodeType.OBJECT || other == JsonNodeType.OBJECT);
    }

    /** Returns the names of its members. */
    Set<String> names() {
        return PARTS.getOrDefault(this, Map.of()).keySet();
    }

    /** Returns the names of the members that it must have. */
    List<String> required() {
        return REQUIRED.getOrDefault(this, List.of());
    }

    /** Returns the shape of a member or item. */
    SwaggerShape of(Value part) {
        Map<String, SwaggerShape> named = PARTS.getOrDefault(this, Map.of());
        if (part.parent().node().isArray()) {
            return named.getOrDefault("[]", ANY);
        }
        SwaggerShape others = named.getOrDefault("*", ANY);
        return named.getOrDefault(part.key(), part.key().startsWith("x-") ? named.getOrDefault("x-*", others) : others);
    }

    private static Map<String, SwaggerShape> read(SwaggerShape shape) {
        return Arrays.stream(shape.parts.split(" "))
                .filter(part -> !part.isEmpty())
                .map(part -> part.replace("!", "").split(":", 2))
                .collect(Collectors.toUnmodifiableMap(part -> part[0], part -> valueOf(part[1])));
    }
}
