package dev.connectorkit.workbench.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.checker.Checker;
import dev.connectorkit.checker.model.CheckProfile;
import dev.connectorkit.checker.model.Finding;
import dev.connectorkit.designer.DesignerInput;
import dev.connectorkit.designer.DesignerOperation;
import dev.connectorkit.designer.DesignerView;
import dev.connectorkit.designer.DynamicSource;
import dev.connectorkit.designer.document.Source;
import dev.connectorkit.test.Exchange;
import dev.connectorkit.test.Response;
import dev.connectorkit.test.WorkflowEngine;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The cards of a connector as JSON: in the designer's words, with what the checker finds in the document. Immutable. */
final class Cards {

    private final DesignerView view;
    private final JsonNode document;
    private final List<Finding> findings;

    Cards(WorkflowEngine engine) {
        this.view = engine.designer();
        this.document = Json.read(engine.document());
        this.findings = Checker.builder()
                .profiles(CheckProfile.DESIGNER)
                .build()
                .check(new Source("document", engine.document()))
                .findings();
    }

    DesignerOperation operation(String id) {
        return view.operation(id).orElseThrow(() -> new IllegalArgumentException("There is no operation '" + id + "'"));
    }

    /** Returns the title of a card; its id where the document has no summary, or no longer has the operation. */
    String title(String id) {
        return view.operation(id)
                .map(DesignerOperation::summary)
                .filter(summary -> !summary.isEmpty())
                .orElse(id);
    }

    /** Returns all cards without their inputs. */
    ArrayNode all() {
        ArrayNode cards = Json.array();
        view.operations().forEach(operation -> cards.add(card(operation)));
        return cards;
    }

    private ObjectNode card(DesignerOperation operation) {
        boolean followed = document.path("paths")
                .path(operation.path())
                .path(operation.method())
                .path("responses")
                .has("202");
        String kind = operation.recurrence()
                ? "polling"
                : operation.webhook()
                        ? "webhook"
                        : followed && !operation.kind().isTrigger() ? "long" : "action";
        ObjectNode card = Json.object()
                .put("id", operation.operationId())
                .put("summary", operation.summary())
                .put("description", operation.description())
                .put("kind", kind)
                .put("trigger", operation.kind().isTrigger())
                .put("batch", "batch".equals(operation.trigger()))
                .put("hidden", operation.internal());
        findings(operation)
                .forEach(finding -> card.withArray("findings")
                        .addObject()
                        .put("rule", finding.ruleId())
                        .put("severity", finding.severity().name())
                        .put("message", finding.message())
                        .put("fix", finding.fix()));
        return card;
    }

    private List<Finding> findings(DesignerOperation operation) {
        String path = "/paths/" + operation.path().replace("~", "~0").replace("/", "~1");
        return findings.stream()
                .filter(finding ->
                        finding.pointer().equals(path) || finding.pointer().startsWith(path + "/" + operation.method()))
                .toList();
    }

    /** Returns a card with inputs, code view and the part of the document. */
    ObjectNode details(DesignerOperation operation) {
        ObjectNode card = card(operation);
        ArrayNode inputs = card.putArray("inputs");
        for (DesignerInput input : operation.inputs()) {
            if (input.internal() || input.callback() != null) {
                continue;
            }
            ObjectNode one = inputs.addObject()
                    .put("key", input.path())
                    .put("label", input.label().isEmpty() ? input.name() : input.label())
                    .put("type", input.type())
                    .put("format", input.format())
                    .put("required", input.required())
                    .put("folded", input.folded());
            one.set("value", input.defaultValue());
            input.choices().forEach(choice -> {
                ObjectNode option = one.withArray("choices").addObject();
                option.set("value", choice.value());
                option.put("title", choice.displayName());
            });
            DynamicSource source = input.dynamicSource();
            if (source != null) {
                one.put("dynamic", source.kind().name());
                source.dependsOn().forEach(one.putArray("dependsOn")::add);
            }
        }
        operation.outputs().forEach(output -> card.withArray("outputs").add(output.key()));
        card.put(
                "splitOn",
                operation.splitOn() == null ? "" : operation.splitOn().expression());
        card.set("raw", document.path("paths").path(operation.path()).path(operation.method()));
        card.set("code", view.workflowNode(operation));
        return card;
    }

    /** Returns the code view and the first request for these inputs. */
    ObjectNode preview(WorkflowEngine engine, DesignerOperation operation, Map<String, JsonNode> inputs) {
        List<DesignerInput> filled = operation.inputs().stream()
                .map(input -> Optional.ofNullable(inputs.get(input.path()))
                        .map(input::withValue)
                        .orElse(input))
                .toList();
        ObjectNode preview = Json.object();
        preview.set("code", view.workflowNode(operation.withInputs(filled)));
        try {
            URI callback = operation.webhook() ? URI.create("https://engine.example/callback") : null;
            preview.put("curl", Curl.of(engine.request(operation.operationId(), inputs, callback)));
        } catch (IllegalArgumentException e) {
            preview.put("problem", e.getMessage());
        }
        return preview;
    }

    /** Calls the operation that gives the choices of an input. */
    ObjectNode choices(WorkflowEngine engine, DesignerOperation operation, String key, Map<String, JsonNode> inputs) {
        DesignerInput input = operation.inputs().stream()
                .filter(each -> each.path().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no input '" + key + "'"));
        DynamicSource source = input.dynamicSource();
        if (source == null) {
            throw new IllegalArgumentException("The input '" + key + "' has no dynamic values");
        }
        Map<String, JsonNode> parameters = new LinkedHashMap<>();
        extension(operation, input).path("parameters").properties().forEach(field -> {
            JsonNode value = field.getValue();
            JsonNode given =
                    value.isObject() ? inputs.get(value.path("parameter").asText()) : value;
            if (given != null) {
                parameters.put(field.getKey(), given);
            }
        });
        Exchange exchange = engine.send(engine.request(source.operationId(), parameters, null));
        ObjectNode answer = Json.object()
                .put(
                        "request",
                        exchange.request().method() + " " + exchange.request().url())
                .put("status", exchange.status());
        JsonNode body = exchange.response().map(Response::json).orElse(Json.object());
        ArrayNode items = answer.putArray("items");
        for (JsonNode item : at(body, source.itemsPath())) {
            JsonNode value = at(item, source.valuePath());
            JsonNode title = source.titlePath() == null ? value : at(item, source.titlePath());
            items.addObject().put("title", title.asText()).set("value", value);
        }
        return answer;
    }

    private JsonNode extension(DesignerOperation operation, DesignerInput input) {
        for (JsonNode parameter : document.path("paths")
                .path(operation.path())
                .path(operation.method())
                .path("parameters")) {
            for (JsonNode found : parameter.findValues("x-ms-dynamic-values")) {
                boolean here = parameter.path("name").asText().equals(input.name())
                        || parameter.path("in").asText().equals("body");
                if (here) {
                    return found;
                }
            }
        }
        return Json.object();
    }

    private static JsonNode at(JsonNode start, @org.jspecify.annotations.Nullable String path) {
        JsonNode found = start;
        for (String step : path == null ? new String[0] : path.split("/", -1)) {
            found = step.isEmpty() ? found : found.path(step);
        }
        return found;
    }
}
