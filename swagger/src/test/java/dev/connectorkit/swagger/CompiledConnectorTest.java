package dev.connectorkit.swagger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompiledConnectorTest {

    private static final ConnectorDescription NONE =
            ConnectorDescription.builder().title("Orders").version("1").build();

    /** A description that cannot be made. */
    public static final class Failing implements ConnectorDescription.Provider {

        private static final URI HOME = URI.create(":");

        @Override
        public ConnectorDescription description() {
            return NONE.toBuilder().title(HOME.toString()).build();
        }
    }

    @Test
    void a_class_for_a_later_java_is_named(@TempDir Path folder) throws IOException {
        // The head of a class of version 200.
        Files.write(
                folder.resolve("Late.class"), HexFormat.of().parseHex("cafebabe000000c80001000000000000000000000000"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CompiledConnector.read(List.of(folder), null, List.of("Late"), NONE))
                .withMessageContaining("Late")
                .withMessageContaining("200.0");
    }

    @Test
    void a_description_whose_class_fails_is_refused_with_the_reason() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CompiledConnector.read(List.of(), Failing.class.getName(), List.of(), NONE))
                .withMessageContaining("Expected scheme name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.com", "example.com:8080", "ftp://example.com/", "https:///orders", "/orders"})
    void the_url_of_a_connector_has_a_host_and_the_scheme_of_http(String url) {
        ConnectorDocument document = ConnectorDocument.of(NONE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> document.swagger(Profile.DESIGNER, URI.create(url)))
                .withMessageContaining(url);
        assertThat(document.swagger(Profile.DESIGNER, URI.create("https://example.com/orders"))
                        .path("host")
                        .textValue())
                .isEqualTo("example.com");
    }
}
