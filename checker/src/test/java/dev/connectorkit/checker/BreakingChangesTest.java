package dev.connectorkit.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.checker.model.Finding;
import dev.connectorkit.designer.document.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The kinds of change are in {@code check/rules/breaking-change.json}. */
class BreakingChangesTest {

    private static final Source CLEAN = new Source("old.json", Cases.clean().toPrettyString());

    @Test
    void a_document_does_not_break_itself() {
        assertThat(BreakingChanges.between(CLEAN, CLEAN).findings()).isEmpty();
    }

    @Test
    void what_was_removed_is_shown_in_the_old_document_and_what_has_changed_in_the_new() {
        Report report = BreakingChanges.between(CLEAN, Cases.clean("""
                        {"paths": {
                          "/orders/{orderId}": null,
                          "/subscriptions": {"x-ms-notification-content": null}}}"""));
        assertThat(report.findings())
                .extracting(finding -> finding.location().file() + " " + finding.pointer() + " " + finding.message())
                .containsExactly(
                        "old.json /paths/~1orders~1{orderId}/get The operation GetOrder was removed or renamed.",
                        "old.json /paths/~1subscriptions/x-ms-notification-content/schema"
                                + " WhenAnOrderIsCreated: the output was removed.",
                        "orders.json /paths/~1subscriptions/post"
                                + " WhenAnOrderIsCreated was a single webhook trigger and is a single polling trigger.");
        assertThat(report.findings().get(0).location().quote()).isEqualTo("\"get\" : {");
        assertThat(report.exitCode()).isOne();
    }

    @Test
    void a_body_that_is_hidden_and_items_of_another_type_break_flows() {
        String body = "'in': 'body', 'schema': {'type': 'object'}";
        assertThat(changes(body, body + ", 'x-ms-visibility': 'internal'"))
                .containsExactly("A: the body was visible and is internal.");
        String list = "'in': 'query', 'type': 'array', 'items': ";
        assertThat(changes(list + "{'type': 'string'}", list + "{'type': 'integer'}"))
                .containsExactly("A: the type of an item of the query parameter \"p\" was string and is integer.");
        assertThat(changes(list + "{'type': 'string'}", list + "{'type': 'string', 'enum': ['x']}"))
                .containsExactly("A: the values of an item of the query parameter \"p\" were free and are an enum.");
        assertThat(changes(list + "{'type': 'integer'}", list + "{'type': 'number'}"))
                .isEmpty();
    }

    private static List<String> changes(String before, String after) {
        return BreakingChanges.between(parameter(before), parameter(after)).findings().stream()
                .map(Finding::message)
                .toList();
    }

    private static Source parameter(String parameter) {
        return new Source(
                "a.json",
                ("{'paths': {'/a': {'post': {'operationId': 'A', 'parameters': [{'name': 'p', " + parameter + "}]}}}}")
                        .replace('\'', '"'));
    }

    @Test
    void only_changes_are_reported() {
        assertThat(BreakingChanges.between(CLEAN, Cases.clean("{\"host\": null}"))
                        .findings())
                .isEmpty();
    }

    @Test
    void additions_and_relaxations_break_nothing() {
        Report report = BreakingChanges.between(CLEAN, Cases.clean("""
                        {"paths": {"/more": {"get": {"operationId": "More"}}},
                         "definitions": {
                           "Order": {"properties": {"more": {"type": "string"}}},
                           "Subscription": {"required": [], "properties": {"more": {"type": "string"}}}}}"""));
        assertThat(report.findings()).isEmpty();
    }
}
