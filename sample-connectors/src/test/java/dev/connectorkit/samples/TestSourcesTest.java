package dev.connectorkit.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests pass on a loaded machine: they wait for what happens, and a limit is there to end a test that hangs. */
class TestSourcesTest {

    private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();

    private static final String SHORT = "(?:Duration\\.of(?:Millis|Nanos)\\(|Duration\\.ofSeconds\\(1?[0-9]\\))";

    private static final Pattern SLEEP = Pattern.compile("Thread\\.sleep\\(");

    private static final Pattern LIMIT =
            Pattern.compile("(?:\\.atMost|[sS]ucceedsWithin|isLessThan|assertTimeout\\w*)\\(\\s*" + SHORT
                    + "|\\.get\\(1?[0-9], (?:TimeUnit\\.)?SECONDS\\)|\\.await\\(1?[0-9], (?:TimeUnit\\.)?SECONDS\\)\\)\\.isTrue"
                    + "|(?<!isThrownBy\\(\\(\\) -> client\\.)waitFor(?:Completion|Start)\\([^;()]*, " + SHORT);

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> modules = Files.list(PROJECT)) {
            for (Path module : modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(module)) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
                }
            }
        }
        return sources;
    }

    private static List<String> findings(Pattern pattern) throws IOException {
        List<String> findings = new ArrayList<>();
        for (Path source : sources()) {
            pattern.matcher(Files.readString(source))
                    .results()
                    .forEach(found -> findings.add(PROJECT.relativize(source) + ": " + found.group()));
        }
        return findings;
    }

    @Test
    void no_test_sleeps() throws IOException {
        assertThat(sources()).hasSizeGreaterThan(200);
        assertThat(findings(SLEEP)).isEmpty();
    }

    @Test
    void no_limit_is_one_that_a_loaded_machine_exceeds() throws IOException {
        assertThat(findings(LIMIT)).isEmpty();
    }
}
