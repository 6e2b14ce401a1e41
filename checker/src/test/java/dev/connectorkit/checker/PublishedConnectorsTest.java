package dev.connectorkit.checker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.checker.model.CheckProfile;
import dev.connectorkit.checker.model.Severity;
import dev.connectorkit.designer.DesignerView;
import dev.connectorkit.designer.document.Source;
import dev.connectorkit.swagger.SharedFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Connectors that people use every day have no errors of a kind that no published connector has. */
class PublishedConnectorsTest {

    /** Rules of which every error is one that no published connector has. */
    private static final Set<String> NEVER_BROKEN = Set.of(
            "swagger-version",
            "json-valid",
            "structure",
            "size-1mb",
            "operations-256",
            "host",
            "base-path",
            "paths-case",
            "operation-id",
            "summary",
            "description",
            "visibility-values",
            "url-position",
            "dynamic-target",
            "path-param",
            "reserved-names");

    @Test
    void published_connectors_have_no_error_from_rules_that_none_of_them_breaks() throws IOException {
        for (Path folder : connectors()) {
            assertThat(check(folder, CheckProfile.DESIGNER).findings())
                    .as(folder.getFileName().toString())
                    .filteredOn(finding -> finding.severity() == Severity.ERROR)
                    .noneMatch(finding -> NEVER_BROKEN.contains(finding.ruleId()))
                    // The other half of this rule, a default that is never sent, some of them do break.
                    .noneMatch(finding -> finding.ruleId().equals("internal-required-default")
                            && finding.message().contains("required"));
        }
    }

    @Test
    void published_connectors_are_checked_in_both_profiles_and_written_in_every_form() throws IOException {
        for (Path folder : connectors()) {
            for (CheckProfile profile : CheckProfile.values()) {
                Report report = check(folder, profile);
                assertThat(report.exitCode()).isLessThan(2);
                assertThat(report.toText(true)).contains(report.name());
                ObjectMapper json = new ObjectMapper();
                assertThat(json.readTree(report.toJson()).path("findings")).hasSameSizeAs(report.findings());
                assertThat(json.readTree(report.toSarif()).at("/runs/0/results"))
                        .hasSameSizeAs(report.findings());
            }
        }
    }

    /** Reports the slowest definition of each command in a warm JVM; docs/performance.md has the figures. */
    @Test
    void the_times_of_describe_check_and_diff_are_reported(TestReporter reporter) throws IOException {
        Map<String, Long> slowest = new TreeMap<>();
        for (int round = 0; round < 2; round++) {
            slowest.clear(); // the first round warms the JVM
            for (Path folder : connectors()) {
                Source source = source(folder.resolve("apiDefinition.swagger.json"));
                time(
                        slowest,
                        "describe",
                        () -> DesignerView.of(Cases.json(text(folder.resolve("apiDefinition.swagger.json"))))
                                .toText());
                time(slowest, "check", () -> check(folder, CheckProfile.CERTIFICATION));
                time(slowest, "diff", () -> BreakingChanges.between(source, source));
            }
        }
        slowest.forEach((command, nanos) -> reporter.publishEntry(command, nanos / 1_000_000 + " ms"));
        assertThat(slowest).hasSize(connectors().isEmpty() ? 0 : 3);
    }

    /** Work that reads files. */
    private interface Work {
        void run() throws IOException;
    }

    private static void time(Map<String, Long> slowest, String command, Work work) throws IOException {
        long start = System.nanoTime();
        work.run();
        slowest.merge(command, System.nanoTime() - start, Math::max);
    }

    @Test
    void published_connectors_are_described_whole_and_do_not_differ_from_themselves() throws IOException {
        int operations = 0;
        for (Path folder : connectors()) {
            Source source = source(folder.resolve("apiDefinition.swagger.json"));
            DesignerView view = DesignerView.of(Cases.json(text(folder.resolve("apiDefinition.swagger.json"))));
            assertThat(view.toText()).as(folder.toString()).isNotBlank();
            assertThat(view.toJson()).hasSameSizeAs(view.operations());
            operations += view.operations().size();
            assertThat(BreakingChanges.between(source, source).findings())
                    .as(folder.toString())
                    .isEmpty();
        }
        assertThat(operations).isGreaterThan(700);
    }

    @Test
    void every_finding_points_to_something_that_exists() throws IOException {
        for (Path folder : connectors()) {
            Report report = check(folder, CheckProfile.CERTIFICATION);
            JsonNode document = Cases.json(text(folder.resolve("apiDefinition.swagger.json")));
            JsonNode properties = Cases.json(text(folder.resolve("apiProperties.json")));
            assertThat(report.findings()).allSatisfy(finding -> {
                JsonNode file = finding.location().file().equals("apiProperties.json") ? properties : document;
                assertThat(file.at(finding.pointer()).isMissingNode())
                        .as(finding.pointer())
                        .isFalse();
            });
        }
    }

    @Test
    void the_canonical_document_has_no_error() throws IOException {
        Path canonical = SharedFiles.get("corpus/canonical.swagger.json");
        Report report = Checker.builder().build().check(Source.of("canonical.json", Files.readAllBytes(canonical)));
        assertThat(report.findings()).noneMatch(finding -> finding.severity() == Severity.ERROR);
        assertThat(report.exitCode()).isZero();
    }

    @Test
    void every_document_that_breaks_a_published_rule_has_an_error_or_a_warning_in_either_profile() throws IOException {
        try (Stream<Path> cases = Files.list(SharedFiles.get("corpus/validator-cases"))) {
            assertThat(cases.toList()).hasSizeGreaterThan(50).allSatisfy(file -> {
                for (CheckProfile profile : CheckProfile.values()) {
                    Report report = Checker.builder().profiles(profile).build().check(source(file));
                    assertThat(report.findings())
                            .as(profile + " " + file.getFileName())
                            .anyMatch(finding -> finding.severity() != Severity.INFO);
                }
            });
        }
    }

    @Test
    void the_micro_documents_are_checked_without_an_exception() throws IOException {
        JsonNode micro = Cases.json(text(SharedFiles.get("corpus/designer-micro.json")));
        List<JsonNode> documents = micro.findParents("swagger");
        assertThat(documents).isNotEmpty();
        documents.forEach(document -> Checker.builder().build().check(Cases.source(document)));
    }

    private static Report check(Path folder, CheckProfile profile) throws IOException {
        return Checker.builder()
                .profiles(profile)
                .properties(Source.of("apiProperties.json", Files.readAllBytes(folder.resolve("apiProperties.json"))))
                .build()
                .check(Source.of(
                        folder.getFileName() + ".json",
                        Files.readAllBytes(folder.resolve("apiDefinition.swagger.json"))));
    }

    private static List<Path> connectors() throws IOException {
        try (Stream<Path> folders = Files.list(SharedFiles.get("corpus/connectors"))) {
            return folders.sorted().toList();
        }
    }

    private static String text(Path file) throws IOException {
        String text = Files.readString(file);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static Source source(Path file) {
        try {
            return Source.of(file.getFileName().toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
