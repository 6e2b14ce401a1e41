package dev.connectorkit.swagger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;

/** The documents of a few resource classes. */
final class Described {

    private Described() {}

    static JsonNode swagger(Class<?>... resources) {
        return ConnectorDocument.of(
                        ConnectorDescription.builder().resources(resources).build())
                .swagger(Profile.DESIGNER, URI.create("https://example.com/"));
    }

    /** The problems for which these classes do not start. */
    static List<String> problems(Class<?>... resources) {
        InvalidConnectorException thrown =
                catchThrowableOfType(InvalidConnectorException.class, () -> swagger(resources));
        assertThat(thrown).as("the exception").isNotNull();
        return thrown.problems();
    }
}
