package dev.connectorkit.workbench.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page on conformance has every rule; {@code -Dgolden.update=true} writes the table anew. */
class RulesPageTest {

    private static final String HEAD = "| rule | | needs |\n|---|---|---|\n";

    @Test
    void the_page_lists_every_rule() throws IOException {
        Path page = page();
        String text = Files.readString(page);
        String table = HEAD
                + Conformance.rules().stream()
                        .map(rule -> "| `" + rule.id() + "` "
                                + rule.severity().name().toLowerCase(Locale.ROOT) + " | " + rule.title() + " | "
                                + needs(rule) + " |\n")
                        .collect(Collectors.joining());
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(
                    page, text.replaceFirst("(?s)RULES\n|\\| rule \\| .*?\n(?=\n)", table.replace("$", "\\$")));
        } else {
            assertThat(text).contains(table);
        }
    }

    private static String needs(ConformanceRule rule) {
        String events = rule.needsEvents() ? "events" : "";
        String restart = rule.needsRestart() ? "restart" : "";
        return events + (events.isEmpty() || restart.isEmpty() ? "" : ", ") + restart;
    }

    private static Path page() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder.resolve("docs/conformance.md");
    }
}
