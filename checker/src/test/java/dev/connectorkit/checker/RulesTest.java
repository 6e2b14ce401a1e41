package dev.connectorkit.checker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.checker.model.CheckProfile;
import dev.connectorkit.checker.model.Finding;
import dev.connectorkit.checker.model.Rule;
import dev.connectorkit.designer.document.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every rule against its file {@code check/rules/ID.json}: merge patches of the clean document that are good, and bad ones
 * with what is found in them, as "severity pointer message". A bad case may name a profile, other files, and a fix.
 */
class RulesTest {

    static Stream<String> ids() {
        return Checker.rules().stream().map(Rule::id);
    }

    @Test
    void there_are_the_rules_of_the_table_and_no_id_twice() {
        assertThat(ids()).hasSize(86).doesNotHaveDuplicates();
    }

    @Test
    void every_rule_that_microsoft_publishes_has_a_counterpart_and_a_bad_document() {
        List<String> published = Cases.text("published-rules.txt").lines().toList();
        assertThat(published).hasSizeGreaterThan(170).isSorted().doesNotHaveDuplicates();
        assertThat(Checker.rules().stream().flatMap(rule -> rule.published().stream()))
                .containsExactlyInAnyOrderElementsOf(published);
        List<String> documents = new ArrayList<>();
        for (Rule rule : Checker.rules()) {
            for (JsonNode bad : Cases.read("rules/" + rule.id() + ".json").path("bad")) {
                if (bad.has("published")) {
                    assertThat(rule.published()).contains(bad.path("published").asText());
                    documents.add(bad.path("published").asText());
                }
            }
        }
        assertThat(documents).containsAll(published);
    }

    @Test
    void the_clean_document_is_clean_in_every_profile() {
        assertThat(all(Cases.source(Cases.clean())).findings()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void a_rule_is_silent_on_good_documents(String id) {
        List<JsonNode> good = new ArrayList<>(List.of(Cases.json("{}")));
        Cases.read("rules/" + id + ".json").path("good").forEach(good::add);
        for (JsonNode patch : good) {
            assertThat(all(document(patch)).findings())
                    .filteredOn(finding -> finding.ruleId().equals(id))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    void a_rule_finds_what_is_bad_and_where(String id) {
        JsonNode bad = Cases.read("rules/" + id + ".json").path("bad");
        assertThat(bad).as("bad documents of " + id).isNotEmpty();
        for (JsonNode test : bad) {
            List<Finding> findings = findings(id, test);
            assertThat(findings)
                    .extracting(f -> f.severity() + " " + f.pointer() + " " + f.message())
                    .containsExactlyInAnyOrderElementsOf(texts(test.path("finds")));
            assertThat(findings).extracting(Finding::fix).containsAll(texts(test.path("fixes")));
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    void a_rule_explains_itself(String id) {
        Rule rule = Checker.rules().stream()
                .filter(r -> r.id().equals(id))
                .findFirst()
                .orElseThrow();
        assertThat(rule.id()).matches("[a-z0-9]+(-[a-z0-9]+)*");
        assertThat(List.of(rule.description(), rule.reason(), rule.fix()))
                .allMatch(text -> text.matches("(?s)(x-ms-|api|[A-Z]).*[.?]\"?"));
        assertThat(rule.documentation()).hasScheme("https");
        assertThat(rule.severity(CheckProfile.CERTIFICATION)).isPresent();
    }

    static List<Finding> findings(String id, JsonNode test) {
        Checker.Builder checker = Checker.builder();
        if (test.path("profile").asText().equals("certification")) {
            checker.profiles(CheckProfile.CERTIFICATION);
        }
        if (test.has("properties")) {
            checker.properties(
                    new Source("apiProperties.json", test.path("properties").toPrettyString()));
        }
        if (test.has("previous")) {
            checker.previous(document(test.path("previous")));
        }
        return checker.build().check(document(test.path("document"))).findings().stream()
                .filter(finding -> finding.ruleId().equals(id))
                .toList();
    }

    private static Report all(Source source) {
        return Checker.builder()
                .profiles(CheckProfile.DESIGNER, CheckProfile.CERTIFICATION)
                .properties(new Source(
                        "apiProperties.json", Cases.read("properties.json").toString()))
                .previous(source)
                .build()
                .check(source);
    }

    /** A patch, the raw text of a file, or a document that is too large to be written down. */
    private static Source document(JsonNode test) {
        if (test.isTextual()) {
            return new Source("orders.json", test.textValue());
        }
        JsonNode document = Cases.patched(test.isObject() ? test : Cases.json("{}"));
        Source source = Cases.source(document);
        return test.has("GROW") ? LargeDocuments.grow(document, test.path("GROW")) : source;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
