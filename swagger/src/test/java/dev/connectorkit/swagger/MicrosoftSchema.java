package dev.connectorkit.swagger;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Microsoft's own JSON Schema for connector documents. */
public final class MicrosoftSchema {

    private MicrosoftSchema() {}

    /** What of the document the schema refuses; empty if it is valid. */
    public static List<Error> violations(String document) throws IOException {
        Path file = SharedFiles.get("schemas/apiDefinition.swagger.schema.json");
        String schema = JsonMapper.builder()
                .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_TRAILING_COMMA)
                .build()
                .readTree(file.toFile())
                .toString();
        Schema compiled =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4).getSchema(schema, InputFormat.JSON);
        return compiled.validate(document, InputFormat.JSON);
    }
}
