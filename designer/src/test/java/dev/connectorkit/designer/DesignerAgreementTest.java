package dev.connectorkit.designer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.swagger.SharedFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class DesignerAgreementTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The designer gives up on these documents, each for the reason; the view shows what is there. */
    private static final Map<String, String> WHERE_THE_DESIGNER_CRASHES = Map.of(
            "path-level params, op has none",
            "it looks for the path item's parameter among those of an operation that has none");

    @Test
    void everyOperationOfThePublishedConnectorsIsSeenAsTheDesignerSeesIt() throws IOException {
        Path corpus = SharedFiles.get("corpus");
        Map<String, Map<String, JsonNode>> views = new HashMap<>();
        List<JsonNode> ours = new ArrayList<>();
        List<JsonNode> theirs = new ArrayList<>();
        for (JsonNode answer :
                JSON.readTree(corpus.resolve("designer-answers.json").toFile())) {
            String file = answer.get("file").asText();
            Map<String, JsonNode> view = views.computeIfAbsent(
                    file, name -> byId(parsed(view(corpus.resolve(name)).toJson())));
            String id = answer.get("operationId").asText();
            ours.add(firstOutputs(Objects.requireNonNull(view.get(id), id)));
            theirs.add(((ObjectNode) answer).without("file"));
        }
        assertThat(theirs).hasSizeGreaterThan(100);
        assertThat(ours).containsExactlyElementsOf(theirs);
    }

    @Test
    void everyMicroDocumentIsSeenAsTheDesignerSeesItUnlessTheDesignerCrashes() throws IOException {
        for (JsonNode micro :
                JSON.readTree(SharedFiles.get("corpus/designer-micro.json").toFile())) {
            String name = micro.get("name").asText();
            DesignerView view = DesignerView.of(micro.get("document"));
            assertThat(micro.has("throws")).as(name).isEqualTo(WHERE_THE_DESIGNER_CRASHES.containsKey(name));
            if (!micro.has("throws")) {
                assertThat(byId(parsed(view.toJson()))).as(name).isEqualTo(byId(micro.get("operations")));
            }
        }
    }

    @Test
    void aParameterOfThePathItemIsShownThoughTheOperationHasNone() throws IOException {
        for (JsonNode micro :
                JSON.readTree(SharedFiles.get("corpus/designer-micro.json").toFile())) {
            if (WHERE_THE_DESIGNER_CRASHES.containsKey(micro.get("name").asText())) {
                assertThat(DesignerView.of(micro.get("document"))
                                .operations()
                                .get(0)
                                .visibleInputs())
                        .extracting(DesignerInput::key)
                        .containsExactly("path.$.id");
            }
        }
    }

    private static DesignerView view(Path file) {
        try {
            return DesignerView.of(JSON.readTree(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, JsonNode> byId(JsonNode operations) {
        return StreamSupport.stream(operations.spliterator(), false)
                .collect(Collectors.toMap(each -> each.get("operationId").asText(), Function.identity()));
    }

    /** Keeps the fields that the designer's parser decides; the page decides the rest. */
    private static JsonNode parsed(ArrayNode operations) {
        operations.forEach(
                operation -> ((ObjectNode) operation).remove(List.of("node", "parameters", "recurrence", "tokens")));
        return operations;
    }

    private static JsonNode firstOutputs(JsonNode operation) {
        ArrayNode first = JSON.createArrayNode();
        for (int i = 0; i < 60 && i < operation.get("outputs").size(); i++) {
            first.add(operation.get("outputs").get(i));
        }
        return ((ObjectNode) operation.deepCopy()).set("outputs", first);
    }
}
