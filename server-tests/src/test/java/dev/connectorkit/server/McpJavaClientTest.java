package dev.connectorkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.spec.McpSchema;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The official Java client understands our server. */
class McpJavaClientTest {

    @Test
    void it_lists_and_calls_the_tools() {
        try (TestServer server =
                        TestServer.with(builder -> builder.title("Notes").mcp(), new McpTest.Notes());
                McpSyncClient client = McpClient.sync(HttpClientStreamableHttpTransport.builder(server.url())
                                .endpoint("/mcp")
                                .jsonMapper(new JacksonMcpJsonMapper(new ObjectMapper()))
                                .build())
                        .jsonSchemaValidator((schema, content) ->
                                JsonSchemaValidator.ValidationResponse.asValid(String.valueOf(content)))
                        .requestTimeout(Duration.ofSeconds(60))
                        .initializationTimeout(Duration.ofSeconds(60))
                        .build()) {
            McpSchema.InitializeResult initialized = client.initialize();
            assertThat(initialized.protocolVersion()).isEqualTo("2025-11-25");
            assertThat(initialized.serverInfo().name()).isEqualTo("Notes");
            assertThat(client.listTools().tools())
                    .extracting(McpSchema.Tool::name)
                    .containsExactly("SaveNote", "read_note", "DeleteNote");
            McpSchema.CallToolResult saved =
                    client.callTool(new McpSchema.CallToolRequest("SaveNote", Map.of("text", "x", "stars", 3)));
            assertThat(saved.structuredContent()).asString().contains("text=x");
            McpSchema.CallToolResult refused =
                    client.callTool(new McpSchema.CallToolRequest("SaveNote", Map.of("text", "x", "stars", 30)));
            assertThat(refused.isError()).isTrue();
            assertThat(refused.content()).asString().contains("stars");
        }
    }
}
