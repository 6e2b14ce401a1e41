package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Checks that the security schemes which an OpenAPI 3 tree requires are defined in it. */
public final class UndefinedSecurity {

    private UndefinedSecurity() {}

    /** Returns the requirements without a definition, one sentence each with advice. */
    public static List<String> problems(ObjectNode openApi) {
        Set<String> known =
                new TreeSet<>(JsonTrees.sortedNames(openApi.path("components").path("securitySchemes")));
        List<String> problems = new ArrayList<>();
        openApi.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    for (JsonNode requirement : method.getValue().path("security")) {
                        requirement.fieldNames().forEachRemaining(name -> {
                            if (!known.contains(name)) {
                                problems.add(
                                        method.getValue().path("operationId").asText()
                                                + " requires the security scheme '" + name
                                                + "', which nothing defines; define it with @SecurityScheme, or remove the"
                                                + " requirement" + Spelling.didYouMean(name, known));
                            }
                        });
                    }
                }));
        return problems;
    }
}
