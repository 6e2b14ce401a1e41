package dev.connectorkit.checker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.ThreadMXBean;
import dev.connectorkit.checker.model.CheckProfile;
import dev.connectorkit.checker.model.Finding;
import dev.connectorkit.checker.model.Rule;
import dev.connectorkit.designer.document.Source;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckerTest {

    private static final Source UNLABELLED =
            Cases.clean("{\"definitions\": {\"Order\": {\"properties\": {\"id\": {\"x-ms-summary\": null}}}}}");

    @Test
    void certification_is_stricter_and_of_several_profiles_the_strictest_decides() {
        assertThat(check(CheckProfile.DESIGNER).exitCode()).isZero();
        assertThat(check(CheckProfile.CERTIFICATION).exitCode()).isOne();
        assertThat(check(CheckProfile.DESIGNER, CheckProfile.CERTIFICATION).exitCode())
                .isOne();
    }

    @Test
    void some_findings_are_none_of_a_designers_business() {
        Source anonymous = Cases.clean("{\"info\": {\"contact\": null}}");
        assertThat(Checker.builder().build().check(anonymous).findings()).isEmpty();
        assertThat(Checker.rules())
                .filteredOn(rule -> rule.severity(CheckProfile.DESIGNER).isEmpty())
                .extracting(Rule::id)
                .containsExactly("info", "metadata", "properties-file");
    }

    @Test
    void a_trigger_that_a_policy_polls_need_not_answer_202() {
        Source without = Cases.clean("{\"paths\": {\"/new-orders\": {\"get\": {\"responses\": {\"202\": null}}}}}");
        Checker.Builder checker = Checker.builder();
        assertThat(checker.build().check(without).findings())
                .extracting(Finding::ruleId)
                .containsExactly("poll-202");
        checker.properties(new Source("apiProperties.json", """
                {"properties": {"policyTemplateInstances": [{
                  "templateId": "pollingtrigger",
                  "parameters": {"x-ms-apimTemplate-operationName": ["WhenOrdersAreCreated"]}}]}}"""));
        assertThat(checker.build().check(without).findings()).isEmpty();
    }

    @Test
    void rules_can_be_chosen() {
        List<Rule> hosts = Checker.rules().stream()
                .filter(rule -> rule.id().equals("host"))
                .toList();
        Source source = new Source("a.json", "{\"swagger\": \"1.2\"}");
        assertThat(Checker.builder().rules(hosts).build().check(source).findings())
                .extracting(Finding::ruleId)
                .containsExactly("host");
    }

    /** Memory counts in place of time, which a loaded machine stretches. */
    @Test
    void the_work_on_a_document_grows_with_its_size() {
        allocated(nested(60));
        assertThat(allocated(nested(480))).isLessThan(5 * allocated(nested(240)));
        assertThat(Checker.builder().build().check(nested(480)).findings())
                .anySatisfy(finding ->
                        assertThat(finding.pointer().split("/part", -1)).hasSize(481));
    }

    private static Source nested(int levels) {
        ObjectNode document = Cases.clean();
        return LargeDocuments.grow(document, document.objectNode().put("depth", levels));
    }

    private static long allocated(Source source) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThat(Checker.builder().build().check(source).findings()).isNotEmpty();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static Report check(CheckProfile first, CheckProfile... others) {
        return Checker.builder().profiles(first, others).build().check(UNLABELLED);
    }
}
