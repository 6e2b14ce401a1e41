package dev.connectorkit.swagger;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.parser.SwaggerParser;
import io.swagger.parser.util.SwaggerDeserializationResult;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The document as other readers than ours understand it. */
class AcceptanceTest {

    private static final URI BASE = URI.create("https://example.com/shop/");

    @Test
    void the_designer_profile_is_valid_against_microsofts_schema() throws IOException {
        assertThat(MicrosoftSchema.violations(
                        Shop.document().swagger(Profile.DESIGNER, BASE).toString()))
                .isEmpty();
    }

    @Test
    void the_schema_would_have_refused_the_pair_of_2015() throws IOException {
        assertThat(MicrosoftSchema.violations(
                        Shop.document().swagger(Profile.DEFAULT, BASE).toString()))
                .isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void swagger_parser_reads_every_profile_without_a_message(Profile profile) {
        SwaggerDeserializationResult read = new SwaggerParser()
                .readWithInfo(Shop.document().swagger(profile, BASE).toString());
        assertThat(read.getMessages()).isEmpty();
        assertThat(read.getSwagger().getPaths()).hasSize(10);
        assertThat(read.getSwagger().getDefinitions()).containsKeys("Order", "Line", "Card", "Payment");
    }
}
