package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** OpenAPI 3 security schemes to Swagger 2.0 security definitions. */
final class SecurityConverter {

    private static final Map<String, String> FLOWS = Map.of(
            "authorizationCode", "accessCode",
            "clientCredentials", "application",
            "implicit", "implicit",
            "password", "password");

    private final ConversionLosses losses;

    SecurityConverter(ConversionLosses losses) {
        this.losses = losses;
    }

    ObjectNode convert(JsonNode schemes) {
        ObjectNode definitions = JsonTrees.object();
        for (String name : JsonTrees.sortedNames(schemes)) {
            ObjectNode scheme = (ObjectNode) schemes.get(name);
            String pointer = JsonTrees.step("/components/securitySchemes", name);
            ObjectNode definition = definition(scheme, pointer);
            if (!definition.isEmpty()) {
                JsonTrees.copy(scheme, "description", definition);
                JsonTrees.copyExtensions(scheme, definition);
                definitions.set(name, definition);
            }
        }
        return definitions;
    }

    private ObjectNode definition(ObjectNode scheme, String pointer) {
        ObjectNode definition = JsonTrees.object();
        switch (scheme.path("type").asText()) {
            case "apiKey" -> {
                if (scheme.path("in").asText().equals("cookie")) {
                    losses.add(pointer, "Swagger 2.0 has no API keys in cookies", "take a header");
                } else {
                    definition.put("type", "apiKey");
                    JsonTrees.copy(scheme, "name", definition);
                    JsonTrees.copy(scheme, "in", definition);
                }
            }
            case "http" -> {
                String kind = scheme.path("scheme").asText();
                if (kind.equalsIgnoreCase("basic")) {
                    definition.put("type", "basic");
                } else { // Swagger 2.0 knows the header, though not its content
                    definition
                            .put("type", "apiKey")
                            .put("name", "Authorization")
                            .put("in", "header");
                    losses.addForeign(
                            pointer + "/scheme",
                            "Swagger 2.0 has no HTTP " + kind
                                    + "; the API key is the whole header Authorization, the word " + kind
                                    + " included");
                }
            }
            case "oauth2" ->
                oauth2(
                        scheme.get("flows") instanceof ObjectNode flows ? flows : JsonTrees.object(),
                        pointer,
                        definition);
            default ->
                losses.add(
                        pointer,
                        "Swagger 2.0 has no security of the type "
                                + scheme.path("type").asText());
        }
        return definition;
    }

    private void oauth2(ObjectNode flows, String pointer, ObjectNode definition) {
        if (flows.size() != 1) {
            losses.add(pointer, "an OAuth 2.0 definition of Swagger 2.0 has one flow", "name one scheme for each");
            return;
        }
        String name = JsonTrees.names(flows).get(0);
        ObjectNode flow = (ObjectNode) flows.get(name);
        definition.put("type", "oauth2").put("flow", FLOWS.get(name));
        JsonTrees.copy(flow, "authorizationUrl", definition);
        JsonTrees.copy(flow, "tokenUrl", definition);
        definition.set(
                "scopes", flow.path("scopes").isObject() ? flow.get("scopes").deepCopy() : JsonTrees.object());
    }
}
