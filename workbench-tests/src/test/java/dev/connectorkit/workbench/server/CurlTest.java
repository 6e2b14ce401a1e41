package dev.connectorkit.workbench.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.connectorkit.test.WorkflowEngine;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Requests as commands: those with files name the file. */
class CurlTest {

    private static final Object FILE = JsonNodeFactory.instance
            .objectNode()
            .put("$content-type", "image/png")
            .put("$content", "AAGA/w0K");

    @Test
    void a_form_has_its_parts_and_a_file_as_the_body_is_named() throws Exception {
        try (FileShop files = new FileShop();
                WorkflowEngine engine = WorkflowEngine.builder()
                        .document(java.net.URI.create(files.url() + "/swagger.json"))
                        .build()) {
            assertThat(Curl.of(engine.request(
                            "SendScan",
                            Map.of("scan.$content", FILE, "scan.$filename", "a b.png", "title", "Bill"),
                            null)))
                    .isEqualTo("curl -i -X POST -F 'scan=@a b.png;type=image/png' --form-string 'title=Bill' '"
                            + files.url() + "/form'");
            assertThat(Curl.of(engine.request("PutScan", Map.of("body", FILE), null)))
                    .isEqualTo("curl -i -X PUT -H 'Content-Type: image/png' --data-binary @FILE '" + files.url()
                            + "/raw'");
        }
    }
}
