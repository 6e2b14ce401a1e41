package dev.connectorkit.designer;

import static dev.connectorkit.designer.Documents.taking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class DesignerInputTest {

    @Test
    void theLabelIsTheTitleThenTheSummaryThenTheName() {
        assertThat(taking("""
                                {'in': 'body', 'name': 'b', 'schema': {'type': 'object', 'properties': {
                                  'a': {'type': 'string', 'title': 'Title', 'x-ms-summary': 'Summary'},
                                  'b': {'type': 'string', 'title': '', 'x-ms-summary': 'Summary'},
                                  'c': {'type': 'string'}}}},
                                {'in': 'query', 'name': 'q', 'type': 'string', 'x-ms-summary': 'Query'},
                                {'in': 'query', 'name': 'r', 'type': 'string'}""").inputs())
                .extracting(DesignerInput::label)
                .containsExactly("Title", "Summary", "c", "Query", "r");
    }

    @Test
    void theTitlesOfTheObjectsAroundAPropertyStandBeforeItsLabel() {
        assertThat(taking("""
                                {'in': 'body', 'name': 'b', 'schema': {'type': 'object', 'title': 'Order', 'properties': {
                                  'a': {'type': 'object', 'x-ms-summary': 'Address', 'properties': {
                                    'c': {'type': 'string', 'x-ms-summary': 'City'}}}}}}""").inputs()).extracting(DesignerInput::label).containsExactly("Order City");
    }

    @Test
    void requiredInputsComeFirstThenTheImportantOnesAndTheAdvancedOnesLast() {
        assertThat(taking("""
                                {'in': 'query', 'name': 'advanced', 'type': 'string', 'x-ms-visibility': 'advanced'},
                                {'in': 'query', 'name': 'plain', 'type': 'string'},
                                {'in': 'query', 'name': 'important', 'type': 'string', 'x-ms-visibility': 'important'},
                                {'in': 'query', 'name': 'required', 'type': 'string', 'required': true}""").inputs())
                .extracting(DesignerInput::name)
                .containsExactly("required", "important", "plain", "advanced");
    }

    @Test
    void aPropertyIsRequiredOnlyWhereTheObjectsAroundItAreToo() {
        assertThat(taking("""
                                {'in': 'body', 'name': 'b', 'required': true, 'schema': {'type': 'object', 'required': ['x', 'n'],
                                 'properties': {
                                  'x': {'type': 'string'},
                                  'n': {'type': 'object', 'required': ['y'], 'properties': {'y': {'type': 'string'}}},
                                  'o': {'type': 'object', 'required': ['z'], 'properties': {'z': {'type': 'string'}}}}}}""").inputs())
                .extracting(DesignerInput::key, DesignerInput::required)
                .containsExactly(tuple("body.$.x", true), tuple("body.$.n.y", true), tuple("body.$.o.z", false));
    }

    @Test
    void choicesAreTheNamedOnesThenTheEnumAndYesOrNoForABoolean() {
        List<DesignerInput> inputs = taking("""
                        {'in': 'query', 'name': 'a', 'type': 'string', 'enum': ['x', 'y'], 'default': 'x',
                         'x-ms-enum-values': [{'value': 'x', 'displayName': 'The X'}]},
                        {'in': 'query', 'name': 'b', 'type': 'string', 'enum': ['x', 'y']},
                        {'in': 'query', 'name': 'c', 'type': 'boolean'},
                        {'in': 'query', 'name': 'd', 'type': 'string'}""").inputs();
        assertThat(inputs)
                .extracting(input ->
                        input.choices().stream().map(EnumValue::displayName).toList())
                .containsExactly(List.of("The X"), List.of("x", "y"), List.of("", "Yes", "No"), List.of());
        assertThat(inputs.get(0).defaultValue()).isEqualTo(TextNode.valueOf("x"));
    }

    @Test
    void ofBothFamiliesOfDynamicExtensionsTheOlderIsTaken() {
        assertThat(taking("""
                                {'in': 'query', 'name': 'a', 'type': 'string',
                                 'x-ms-dynamic-list': {'operationId': 'New', 'itemValuePath': 'id'},
                                 'x-ms-dynamic-values': {'operationId': 'Old', 'value-collection': 'value', 'value-path': 'id',
                                   'value-title': 'name', 'parameters': {'p': {'parameter': 'q'}, 'fixed': 1}}},
                                {'in': 'query', 'name': 'b', 'type': 'array', 'items': {'type': 'string',
                                 'x-ms-dynamic-list': {'operationId': 'New', 'itemValuePath': 'id'}}},
                                {'in': 'query', 'name': 'c', 'type': 'string',
                                 'x-ms-dynamic-tree': {'open': {'operationId': 'Open', 'itemValuePath': 'path'}}},
                                {'in': 'body', 'name': 'd', 'schema': {'type': 'object',
                                 'x-ms-dynamic-properties': {'operationId': 'New', 'itemValuePath': 's'},
                                 'x-ms-dynamic-schema': {'operationId': 'Old', 'value-path': 's'}}}""").inputs())
                .extracting(DesignerInput::dynamicSource)
                .containsExactly(
                        new DynamicSource(DynamicSource.Kind.VALUES, "Old", "value", "id", "name", List.of("q")),
                        new DynamicSource(DynamicSource.Kind.VALUES, "New", null, "id", null, List.of()),
                        new DynamicSource(DynamicSource.Kind.TREE, "Open", null, "path", null, List.of()),
                        new DynamicSource(DynamicSource.Kind.SCHEMA, "Old", null, "s", null, List.of()));
    }

    @Test
    void aFilePickerIsDescribedOnceForTheWholeDocument() {
        assertThat(DesignerView.of(Documents.json("""
                                {'x-ms-capabilities': {'file-picker': {'open': {'operationId': 'Root'},
                                   'value-collection': 'value', 'value-title': 'name'}},
                                 'paths': {'/x': {'get': {'operationId': 'X', 'parameters': [{'name': 'f', 'in': 'query',
                                   'type': 'string', 'x-ms-dynamic-values': {'capability': 'file-picker', 'value-path': 'id'}}]}}}}""")).operations().get(0).inputs())
                .extracting(DesignerInput::dynamicSource)
                .containsExactly(new DynamicSource(DynamicSource.Kind.TREE, "Root", "value", "id", "name", List.of()));
    }

    @Test
    void aDotInANameIsEscapedInTheKey() {
        assertThat(taking(
                                "{'in': 'body', 'name': 'b', 'schema': {'type': 'object', 'properties': {'a.b': {'type': 'string'}}}}")
                        .inputs())
                .extracting(DesignerInput::key)
                .containsExactly("body.$.a~1b");
    }

    @Test
    void aFileIsAContentAndANameUnlessOnlyItsContentIsWanted() {
        assertThat(taking("""
                                {'in': 'formData', 'name': 'f', 'type': 'file', 'x-ms-summary': 'File'},
                                {'in': 'formData', 'name': 'g', 'type': 'file', 'x-ms-format': 'contentOnly'},
                                {'in': 'formData', 'name': 'h', 'type': 'string'}""").inputs())
                .extracting(DesignerInput::key, DesignerInput::label)
                .containsExactly(
                        tuple("formData.$.f.$content", "File"),
                        tuple("formData.$.f.$filename", "File (file name)"),
                        tuple("formData.$.g.$content", "g"),
                        tuple("formData.$.h", "h"));
    }

    @Test
    void readOnlyPropertiesAreNoInputs() {
        assertThat(taking("""
                                {'in': 'body', 'name': 'b', 'schema': {'type': 'object', 'properties': {
                                  'a': {'type': 'string', 'readOnly': true},
                                  'b': {'type': 'object', 'x-ms-permission': 'read-only', 'properties': {'c': {'type': 'string'}}},
                                  'd': {'type': 'string'}}}}""").inputs()).extracting(DesignerInput::key).containsExactly("body.$.d");
    }
}
