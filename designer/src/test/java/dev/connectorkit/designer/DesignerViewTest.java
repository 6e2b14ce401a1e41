package dev.connectorkit.designer;

import static dev.connectorkit.designer.Documents.answering;
import static dev.connectorkit.designer.Documents.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;

class DesignerViewTest {

    @Test
    void theImportantOperationsComeFirstAndTheAdvancedOnesLast() {
        assertThat(
                        view("{'/x': {'get': {'operationId': 'A', 'x-ms-visibility': 'advanced'}, 'put': {'operationId': 'B'},"
                                        + " 'post': {'operationId': 'C', 'x-ms-visibility': 'important'}}}")
                                .operations())
                .extracting(DesignerOperation::operationId)
                .containsExactly("C", "B", "A");
    }

    @Test
    void anOperationIsAnActionATriggerOrBothEndsOfAWebhook() {
        assertThat(view("{'/x': {'get': {'operationId': 'A'}, 'put': {'operationId': 'P', 'x-ms-trigger': 'single'},"
                                + " 'post': {'operationId': 'H', 'x-ms-trigger': 'single', 'x-ms-notification': {'operationId': 'WA'}}},"
                                + " '/y': {'x-ms-notification-content': {}, 'post': {'operationId': 'WT', 'x-ms-trigger': 'single'},"
                                + " 'put': {'operationId': 'WA'}}}")
                        .operations())
                .extracting(DesignerOperation::kind, DesignerOperation::recurrence)
                .containsExactly(
                        tuple(OperationKind.ACTION, false),
                        tuple(OperationKind.POLLING_TRIGGER, true),
                        tuple(OperationKind.HYBRID_TRIGGER, false),
                        tuple(OperationKind.WEBHOOK_TRIGGER, false),
                        tuple(OperationKind.WEBHOOK_ACTION, false));
    }

    @Test
    void anyKeyOfAPathItemThatContainsAMethodIsAnOperationToTheDesigner() {
        assertThat(view("{'/x': {'x-target': {'summary': 'none'}, 'x-get': 1}}").operations())
                .extracting(DesignerOperation::operationId, DesignerOperation::method)
                .containsExactly(tuple("undefined", "x-target"));
    }

    @Test
    void tokensAreLabelledByTitleThenSummaryAndTheWholeBodyByItsDescription() {
        assertThat(answering("""
                                {'type': 'array', 'description': 'All orders', 'items': {'type': 'object', 'properties': {
                                  'a': {'type': 'string', 'title': 'Alpha', 'x-ms-summary': 'A'},
                                  'b': {'type': 'string', 'x-ms-summary': 'Beta'},
                                  'c': {'type': 'integer', 'description': 'see'}}}}""").outputs())
                .extracting(DesignerOutput::key, DesignerOutput::label, DesignerOutput::type)
                .containsExactly(
                        tuple("body.$", "All orders", "array"),
                        tuple("body.$.[*]", "Item", "object"),
                        tuple("body.$.[*].a", "Alpha", "string"),
                        tuple("body.$.[*].b", "Beta", "string"),
                        tuple("body.$.[*].c", "c", "integer"));
    }

    @Test
    void arraysWithinArraysAreNotTakenApart() {
        assertThat(answering("{'type': 'array', 'items': {'type': 'array', 'items': {'type': 'string'}}}")
                        .outputs())
                .extracting(DesignerOutput::key)
                .containsExactly("body.$", "body.$.[*]");
    }

    @Test
    void anOutputSaysWhichOperationKnowsItsFields() {
        assertThat(answering("""
                                {'type': 'object', 'properties': {'a': {'type': 'object',
                                  'x-ms-dynamic-schema': {'operationId': 'S', 'value-path': 'schema'}}}}""").outputs())
                .extracting(DesignerOutput::dynamicSource)
                .containsExactly(new DynamicSource(DynamicSource.Kind.SCHEMA, "S", null, "schema", null, List.of()));
    }

    @Test
    void aTextForPeopleHasOneCardForEachOperation() {
        assertThat(view("""
                                {'/poll': {'get': {'operationId': 'Poll', 'summary': 'When orders are created',
                                   'description': 'Triggers\\nwhen.', 'x-ms-trigger': 'batch', 'parameters': [
                                    {'name': 'region', 'in': 'query', 'type': 'string', 'required': true, 'default': 'eu',
                                     'x-ms-summary': 'Region', 'enum': ['eu', 'us']},
                                    {'name': 'list', 'in': 'query', 'type': 'string', 'x-ms-visibility': 'advanced',
                                     'x-ms-dynamic-values': {'operationId': 'Lists', 'parameters': {'r': {'parameter': 'region'}}}}],
                                   'responses': {'200': {'schema': {'type': 'array', 'items': {'type': 'object', 'properties': {
                                     'id': {'type': 'string', 'x-ms-summary': 'ID'}}}}}}}},
                                 '/hooks': {'x-ms-notification-content': {'schema': {'type': 'object', 'properties': {
                                     'id': {'type': 'string'}}}},
                                   'post': {'operationId': 'Sub', 'summary': 'When an order is created', 'x-ms-trigger': 'single',
                                    'parameters': [{'name': 'url', 'in': 'query', 'type': 'string', 'required': true,
                                      'x-ms-notification-url': true, 'x-ms-visibility': 'internal'}]}},
                                 '/orders': {'post': {'operationId': 'Create', 'summary': 'Create an order'},
                                   'get': {'operationId': 'Lists', 'x-ms-visibility': 'internal'}}}""").toText()).isEqualTo("""
                        My Orders!

                        Triggers

                          When orders are created  [polling batch]
                            Poll  GET /poll
                            Triggers when.
                            inputs
                              Region *  (string)  = "eu"  one of: eu, us
                            Advanced parameters
                              list  (string)  choices from Lists by region
                            tokens      Body, Item, ID
                            splitOn     @triggerBody()
                            recurrence  every 3 minutes

                          When an order is created  [webhook single]
                            Sub  POST /hooks
                            hidden inputs
                              url *  (string)  = @listCallbackUrl()
                            tokens      id

                        Actions

                          Create an order
                            Create  POST /orders
                            tokens      Body

                        Hidden

                          Lists
                            Lists  GET /orders
                            tokens      Body
                        """);
    }
}
