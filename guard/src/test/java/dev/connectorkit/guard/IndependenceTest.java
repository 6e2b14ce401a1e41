package dev.connectorkit.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;

/** The guard can be taken alone: its classes need the JDK, SLF4J and the annotations of JSpecify. */
class IndependenceTest {

    @Test
    void the_package_depends_on_nothing_but_the_jdk_and_slf4j() throws URISyntaxException {
        Path classes = Path.of(CallbackGuard.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        StringWriter out = new StringWriter();
        ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(
                        new PrintWriter(out),
                        new PrintWriter(out),
                        "--multi-release",
                        "17",
                        "-verbose:class",
                        "-filter:none",
                        "-include",
                        "dev\\.connectorkit\\.guard\\..*",
                        classes.toString());

        List<String> needed = out.toString()
                .lines()
                .filter(line -> line.startsWith(" ") && line.contains("->"))
                .map(line -> line.replaceFirst(".*-> (\\S+).*", "$1"))
                .toList();

        assertThat(needed).contains("java.net.InetAddress", "org.slf4j.Logger");
        assertThat(needed)
                .allMatch(name -> name.matches("(java|org\\.slf4j|org\\.jspecify|dev\\.connectorkit\\.guard)\\..*"));
    }
}
