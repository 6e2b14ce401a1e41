package dev.connectorkit.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.checker.model.CheckProfile;
import dev.connectorkit.checker.model.Severity;
import dev.connectorkit.designer.document.Source;
import dev.connectorkit.swagger.ConnectorDocument;
import dev.connectorkit.swagger.KitchenSink;
import dev.connectorkit.swagger.Profile;
import dev.connectorkit.swagger.Security;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The document of a connector that uses every annotation. */
class KitchenSinkTest {

    private static final URI BASE = URI.create("https://example.com/");

    private final ConnectorDocument document = ConnectorDocument.of(
            KitchenSink.builder().security(Security.apiKey("x-api-key")).build());

    @ParameterizedTest
    @EnumSource(CheckProfile.class)
    void the_checker_finds_no_error(CheckProfile profile) {
        Report report = Checker.builder()
                .profiles(profile)
                .build()
                .check(new Source(
                        "kitchen", document.swagger(Profile.DESIGNER, BASE).toPrettyString()));
        assertThat(report.findings())
                .filteredOn(finding -> finding.severity() == Severity.ERROR)
                .isEmpty();
    }
}
