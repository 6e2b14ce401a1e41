package dev.connectorkit.swagger;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Microsoft's own JSON Schemas for connectors. */
public final class MicrosoftSchema {

    private MicrosoftSchema() {}

    /** Returns the parts of the document that the schema for apiDefinition refuses; empty if it is valid. */
    public static List<Error> violations(String document) throws IOException {
        return violations("schemas/apiDefinition.swagger.schema.json", document);
    }

    /** Returns the parts that the schema for apiProperties refuses; empty if it is valid. */
    public static List<Error> violationsOfProperties(String properties) throws IOException {
        return violations("schemas/paconn-apiProperties.schema.json", properties);
    }

    private static List<Error> violations(String schemaFile, String document) throws IOException {
        Path file = SharedFiles.get(schemaFile);
        ObjectNode schema = (ObjectNode) JsonMapper.builder()
                .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_TRAILING_COMMA)
                .build()
                .readTree(file.toFile());
        schema.remove(List.of("id", "$schema")); // one of them mixes the keywords of two drafts
        Schema compiled = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4)
                .getSchema(schema.toString(), InputFormat.JSON);
        return compiled.validate(document, InputFormat.JSON);
    }
}
