package dev.connectorkit.samples.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.client.DefaultApi;
import dev.connectorkit.client.http.ApiClient;
import dev.connectorkit.client.http.ApiException;
import dev.connectorkit.client.http.ApiResponse;
import dev.connectorkit.client.model.FileToTouch;
import dev.connectorkit.client.model.TouchedFile;
import dev.connectorkit.samples.SampleConnectors;
import dev.connectorkit.server.ConnectorServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that OpenAPI Generator has made of the document calls the running connector. */
class GeneratedClientTest {

    @Test
    void the_generated_client_touches_lists_and_polls(@TempDir Path folder) throws Exception {
        try (ConnectorServer server = SampleConnectors.builder(folder).start()) {
            ApiClient client = new ApiClient();
            client.updateBaseUri("http://localhost:" + server.port());
            DefaultApi api = new DefaultApi(client);

            ApiResponse<List<TouchedFile>> first = api.touchedFilesBatchPollTriggerWithHttpInfo(null, "*.txt", true);
            assertThat(first.getStatusCode()).isEqualTo(202);
            String location = java.util.Objects.requireNonNull(
                            first.getHeaders().get("Location"))
                    .get(0);
            String state = location.substring(location.indexOf("triggerState=") + "triggerState=".length());

            TouchedFile touched = api.touchFile(new FileToTouch().path("a.txt"));
            assertThat(api.listFiles("*", true, 10)).containsExactly(touched);
            assertThat(api.touchedFilesBatchPollTrigger(state, "*.txt", true)).containsExactly(touched);
            assertThatThrownBy(() -> api.listFiles("*", true, 0))
                    .isInstanceOf(ApiException.class)
                    .hasMessageContaining("must be greater than or equal to 1");
        }
    }
}
