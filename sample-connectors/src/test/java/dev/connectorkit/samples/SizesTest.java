package dev.connectorkit.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Modules and files stay small. */
class SizesTest {

    private static final int CODE_LINES_OF_A_MODULE = 8_000;
    private static final int LINES_OF_A_FILE = 500;
    private static final int LINES_TO_SPLIT = 300;

    /** The files that may be longer than others until they are split; nothing is added here. */
    private static final List<String> LONG_FILES = List.of(
            "AsyncAction.java",
            "CallbackService.java",
            "CallbackStore.java",
            "Callbacks.java",
            "ConnectorOptions.java",
            "ConnectorServer.java",
            "Database.java",
            "WorkflowEngine.java");

    private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();
    private static final Predicate<String> CODE = Pattern.compile("^\\s*(?:$|//|/?\\*|import |package )")
            .asPredicate()
            .negate();

    @Test
    void no_module_has_more_code_than_one_person_knows() throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        for (Path file : mainFiles()) {
            long code = Files.readAllLines(file).stream().filter(CODE).count();
            sizes.merge(PROJECT.relativize(file).getName(0).toString(), code, Long::sum);
        }
        assertThat(sizes).containsKeys("connector-http", "connector-sdk", "designer", "swagger");
        assertThat(sizes).allSatisfy((module, code) -> assertThat(code).isBetween(1L, (long) CODE_LINES_OF_A_MODULE));
    }

    @Test
    void no_file_is_too_long() throws IOException {
        assertThat(mainFiles()).allSatisfy(file -> assertThat(lines(file)).isLessThanOrEqualTo(LINES_OF_A_FILE));
    }

    @Test
    void the_long_files_are_known() throws IOException {
        assertThat(mainFiles().stream()
                        .filter(file -> lines(file) > LINES_TO_SPLIT)
                        .map(file -> file.getFileName().toString()))
                .containsExactlyInAnyOrderElementsOf(LONG_FILES);
    }

    private static int lines(Path file) {
        try {
            return Files.readAllLines(file).size();
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }

    private static List<Path> mainFiles() throws IOException {
        try (Stream<Path> modules = Files.list(PROJECT)) {
            List<Path> roots = modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .toList();
            assertThat(roots).hasSizeGreaterThan(10);
            return roots.stream().flatMap(SizesTest::javaFiles).toList();
        }
    }

    private static Stream<Path> javaFiles(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new AssertionError(root.toString(), e);
        }
    }
}
