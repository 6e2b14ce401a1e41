package dev.connectorkit.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.checker.model.CheckProfile;
import dev.connectorkit.checker.model.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page that lists every rule is written from the rules; {@code -Dgolden.update=true} writes it anew. */
class RulesPageTest {

    private static final Path PAGE = Path.of("../docs/checker-rules.md");

    @Test
    void the_page_lists_every_rule_with_its_reason_and_fix() throws IOException {
        StringBuilder page = new StringBuilder("""
                # The rules of the checker

                `connectorkit check` reports what breaks them. The severity depends on the profile: `designer` for a connector that is
                imported, `certification` for one that is published. Single findings can be more or less severe than their rule. The
                names at the end of a rule are those of its counterparts in
                [Microsoft's list of validator errors](https://learn.microsoft.com/connectors/custom-connectors/certification-swagger-validator-rules).

                """);
        for (Rule rule : Checker.rules()) {
            page.append("## ").append(rule.id()).append("\n\n");
            page.append(rule.description()).append("\n\n");
            page.append("- Why: ").append(rule.reason()).append('\n');
            page.append("- Fix: ").append(rule.fix()).append('\n');
            page.append("- Severity: designer ")
                    .append(severity(rule, CheckProfile.DESIGNER))
                    .append(", certification ")
                    .append(severity(rule, CheckProfile.CERTIFICATION))
                    .append('\n');
            page.append("- See [Microsoft's page](")
                    .append(rule.documentation())
                    .append(")\n");
            if (!rule.published().isEmpty()) {
                page.append("- Published as: ")
                        .append(String.join(", ", rule.published()))
                        .append('\n');
            }
            page.append('\n');
        }
        String expected = page.toString().stripTrailing() + "\n";
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, expected);
        }
        assertThat(PAGE).hasContent(expected);
    }

    private static String severity(Rule rule, CheckProfile profile) {
        return rule.severity(profile).map(Object::toString).orElse("silent");
    }
}
