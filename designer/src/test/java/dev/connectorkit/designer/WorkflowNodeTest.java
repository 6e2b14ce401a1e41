package dev.connectorkit.designer;

import static dev.connectorkit.designer.Documents.json;
import static dev.connectorkit.designer.Documents.view;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WorkflowNodeTest {

    private static final String HOST = "'host': {'connection': {'name':"
            + " '@parameters(\\u0027$connections\\u0027)[\\u0027myorders\\u0027][\\u0027connectionId\\u0027]'}}";

    @Test
    void aPollingTriggerHasARecurrenceAndWhatItSplits() {
        assertNode(
                "{'/poll': {'get': {'operationId': 'Poll', 'x-ms-trigger': 'batch', 'parameters': ["
                        + "{'name': 'region', 'in': 'query', 'type': 'string', 'required': true, 'default': 'eu'},"
                        + "{'name': 'state', 'in': 'query', 'type': 'string', 'x-ms-visibility': 'internal'}],"
                        + "'responses': {'200': {'schema': {'type': 'object', 'properties': {'value': {'type': 'array'}}}}}}}}",
                "{'type': 'ApiConnection', 'inputs': {" + HOST
                        + ", 'method': 'get', 'path': '/poll', 'queries': {'region': 'eu'}},"
                        + " 'recurrence': {'interval': 3, 'frequency': 'Minute'},"
                        + " 'splitOn': '@triggerBody()?[\\u0027value\\u0027]'}");
    }

    @Test
    void aRequiredListIsSplitWithoutAskingWhetherItIsThere() {
        String schema = "{'type': 'object', 'required': ['value'], 'properties': {'value': {'type': 'array'}}}";
        SplitOn splitOn = new SplitOn(List.of("value"), true);
        assertThat(Documents.answering(schema).splitOn()).isEqualTo(splitOn);
        assertThat(splitOn.savedExpression()).isEqualTo("@triggerBody()['value']");
        assertThat(splitOn.expression()).isEqualTo("@triggerBody()?['value']");
    }

    @Test
    void aWebhookTriggerSendsTheCallbackUrlAndHasNoRecurrence() {
        assertNode(
                "{'/hooks': {'x-ms-notification-content': {'schema': {'type': 'object'}}, 'post': {'operationId': 'Sub',"
                        + " 'x-ms-trigger': 'single', 'parameters': [{'name': 'b', 'in': 'body', 'required': true, 'schema':"
                        + " {'type': 'object', 'required': ['to', 'kind'], 'properties': {"
                        + " 'kind': {'type': 'string', 'x-ms-summary': 'Kind'},"
                        + " 'note': {'type': 'string'},"
                        + " 'to': {'type': 'object', 'properties': {'url': {'type': 'string',"
                        + "   'x-ms-notification-url': true, 'x-ms-visibility': 'internal'}}}}}}]}}}",
                "{'type': 'ApiConnectionWebhook', 'inputs': {" + HOST
                        + ", 'path': '/hooks', 'body': {'kind': '<Kind>', 'to': {'url': '@listCallbackUrl()'}}}}");
    }

    @Test
    void anActionEncodesWhatStandsInItsPath() {
        assertNode(
                "{'/{connectionId}/a/{x}/b/{y}': {'put': {'operationId': 'Act', 'parameters': ["
                        + "{'name': 'connectionId', 'in': 'path', 'type': 'string', 'required': true, 'x-ms-visibility': 'internal'},"
                        + "{'name': 'x', 'in': 'path', 'type': 'string', 'required': true, 'x-ms-summary': 'X'},"
                        + "{'name': 'y', 'in': 'path', 'type': 'string', 'required': true, 'x-ms-url-encoding': 'double'},"
                        + "{'name': 'H', 'in': 'header', 'type': 'integer', 'default': 1}]}}}",
                "{'type': 'ApiConnection', 'inputs': {" + HOST
                        + ", 'method': 'put', 'path': '/a/@{encodeURIComponent(\\u0027<X>\\u0027)}/b/"
                        + "@{encodeURIComponent(encodeURIComponent(\\u0027<y>\\u0027))}', 'headers': {'H': 1}}, 'runAfter': {}}");
    }

    @Test
    void aHybridTriggerFetchesAndSubscribes() {
        assertNode(
                "{'/a/{id}': {'get': {'operationId': 'Fetch', 'x-ms-trigger': 'batch', 'x-ms-notification': {'operationId': 'Sub'},"
                        + " 'parameters': [{'name': 'id', 'in': 'path', 'type': 'string', 'required': true}]}},"
                        + "'/hooks': {'x-ms-notification-content': {}, 'post': {'operationId': 'Sub', 'x-ms-visibility': 'internal',"
                        + " 'parameters': [{'name': 'b', 'in': 'body', 'schema': {'type': 'object', 'properties': {"
                        + " 'url': {'type': 'string', 'x-ms-notification-url': true}}}}]}}}",
                "{'type': 'ApiConnectionNotification', 'inputs': {" + HOST
                        + ", 'fetch': {'method': 'get', 'pathTemplate': {'template': '/a/{id}', 'parameters': {'id':"
                        + " '@{encodeURIComponent(\\u0027<id>\\u0027)}'}}},"
                        + " 'subscribe': {'method': 'post', 'pathTemplate': {'template': '/hooks'},"
                        + " 'body': {'url': '@listCallbackUrl()'}}}}");
    }

    @Test
    void formFieldsAreSentAsParts() {
        assertNode(
                "{'/files': {'post': {'operationId': 'Up', 'parameters': ["
                        + "{'name': 'f', 'in': 'formData', 'type': 'file', 'required': true, 'x-ms-format': 'contentOnly'}]}}}",
                "{'type': 'ApiConnection', 'inputs': {" + HOST
                        + ", 'method': 'post', 'path': '/files', 'body': {'$content-type': 'multipart/form-data', '$multipart':"
                        + " [{'body': '<f>', 'headers': {'Content-Disposition': 'form-data; name=\\\"f\\\"'}}]}}, 'runAfter': {}}");
    }

    private static void assertNode(String paths, String expected) {
        DesignerView view = view(paths);
        assertThat(view.workflowNode(view.operations().get(0))).isEqualTo(json(expected));
    }
}
