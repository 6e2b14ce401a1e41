package dev.connectorkit.checker.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Makes {@code apiProperties.json} of a document. */
final class ApiProperties {

    private static final String REDIRECT = "https://global.consent.azure-apim.net/redirect";

    private final ObjectNode swagger;

    private ApiProperties(ObjectNode swagger) {
        this.swagger = swagger;
    }

    static ObjectNode of(ObjectNode swagger, String brandColor, String owner, Map<String, PollingPolicy> polling) {
        ApiProperties properties = new ApiProperties(swagger);
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ObjectNode written = root.putObject("properties");
        written.set("connectionParameters", properties.connectionParameters());
        written.put("iconBrandColor", brandColor);
        written.set("capabilities", properties.capabilities());
        written.set("policyTemplateInstances", properties.policies(polling));
        if (!owner.isEmpty()) {
            written.put("publisher", owner).put("stackOwner", owner);
        }
        return root;
    }

    private ObjectNode connectionParameters() {
        ObjectNode parameters = swagger.objectNode();
        for (JsonNode definition : swagger.path("securityDefinitions")) {
            switch (definition.path("type").asText()) {
                case "apiKey" -> secret(parameters, "api_key", "API Key", "The key of your account", 1);
                case "basic" -> {
                    ObjectNode user = parameters.putObject("username").put("type", "string");
                    ui(user, "User Name", "The name of your account", 1, true);
                    secret(parameters, "password", "Password", "The password of your account", 2);
                }
                case "oauth2" -> oauth(parameters, definition);
                default -> {
                    // a kind that connections cannot have; the checker says so
                }
            }
        }
        return parameters;
    }

    private static void secret(ObjectNode parameters, String name, String label, String description, int tab) {
        ui(parameters.putObject(name).put("type", "securestring"), label, description, tab, false);
    }

    private static void ui(ObjectNode parameter, String label, String description, int tab, boolean clearText) {
        parameter
                .putObject("uiDefinition")
                .put("displayName", label)
                .put("description", description)
                .put("tooltip", description)
                .putObject("constraints")
                .put("tabIndex", tab)
                .put("clearText", clearText)
                .put("required", "true");
    }

    private static void oauth(ObjectNode parameters, JsonNode definition) {
        ObjectNode settings =
                parameters.putObject("token").put("type", "oauthSetting").putObject("oAuthSettings");
        settings.put("identityProvider", "oauth2");
        settings.put("clientId", "<<the client id of your registration>>");
        ArrayNode scopes = settings.putArray("scopes");
        definition.path("scopes").fieldNames().forEachRemaining(scopes::add);
        settings.put("redirectMode", "Global").put("redirectUrl", REDIRECT);
        settings.putObject("properties").put("IsFirstParty", "False");
        EntraId.of(definition).ifPresentOrElse(entra -> entra.write(settings), () -> generic(settings, definition));
    }

    private static void generic(ObjectNode settings, JsonNode definition) {
        ObjectNode custom = settings.putObject("customParameters");
        custom.putObject("authorizationUrl").set("value", definition.path("authorizationUrl"));
        custom.putObject("tokenUrl").set("value", definition.path("tokenUrl"));
        custom.putObject("refreshUrl").set("value", definition.path("tokenUrl"));
    }

    private ArrayNode capabilities() {
        boolean triggers = false;
        boolean actions = false;
        for (JsonNode path : swagger.path("paths")) {
            for (JsonNode operation : path) {
                boolean shown = operation.has("operationId")
                        && !operation.path("x-ms-visibility").asText().equals("internal");
                triggers |= shown && operation.has("x-ms-trigger");
                actions |= shown && !operation.has("x-ms-trigger");
            }
        }
        ArrayNode capabilities = swagger.arrayNode();
        if (actions) {
            capabilities.add("actions");
        }
        return triggers ? capabilities.add("triggers") : capabilities;
    }

    private ArrayNode policies(Map<String, PollingPolicy> polling) {
        ArrayNode policies = swagger.arrayNode();
        for (JsonNode path : swagger.path("paths")) {
            for (JsonNode operation : path) {
                String nextLink = operation.at("/x-ms-pageable/nextLinkName").asText();
                if (!nextLink.isEmpty()) {
                    policy(
                                    policies,
                                    "updatenextlink",
                                    "Next page",
                                    operation.path("operationId").asText())
                            .put("x-ms-apimTemplateParameter.nextLinkPropertyName", nextLink);
                }
            }
        }
        polling.forEach((operationId, policy) -> {
            ObjectNode parameters = policy(policies, "pollingtrigger", "Poll " + operationId, operationId);
            ObjectNode query = parameters.putObject("x-ms-apimTemplateParameter.triggerConfig");
            policy.query().forEach(query::put);
            parameters.put("x-ms-apimTemplateParameter.triggerDataPath", policy.dataPath());
        });
        return policies;
    }

    private static ObjectNode policy(ArrayNode policies, String template, String title, String operationId) {
        ObjectNode parameters = policies.addObject()
                .put("templateId", template)
                .put("title", title)
                .putObject("parameters");
        parameters.putArray("x-ms-apimTemplate-operationName").add(operationId);
        return parameters;
    }
}
