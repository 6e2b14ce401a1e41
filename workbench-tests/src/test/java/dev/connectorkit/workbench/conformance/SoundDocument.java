package dev.connectorkit.workbench.conformance;

/** The document of {@link SoundConnector}. */
final class SoundDocument {

    static final String TEXT = """
            {"swagger": "2.0", "info": {"title": "Sound", "description": "A connector that keeps every rule there is.",
              "version": "1.0"}, "host": "sound.example.com", "basePath": "/api", "schemes": ["https"],
             "securityDefinitions": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}}, "security": [{"key": []}],
             "x-ms-capabilities": {"testConnection": {"operationId": "WhoAmI"}},
             "paths": {
              "/poll": {"get": {"operationId": "NewOrders", "summary": "When orders are created",
                "description": "This operation triggers when orders are created.", "x-ms-trigger": "batch",
                "parameters": [], "responses": {"200": {"description": "Orders", "schema": {"type": "object",
                  "required": ["value"], "properties": {"value": {"type": "array", "items": {"$ref": "#/definitions/Order"}}}}},
                  "202": {"description": "None"}}}},
              "/hooks": {"x-ms-notification-content": {"description": "An order", "schema": {"$ref": "#/definitions/Order"}},
                "post": {"operationId": "OrderCreated", "summary": "When an order is created",
                "description": "This operation triggers when an order is created.", "x-ms-trigger": "single",
                "parameters": [{"name": "region", "in": "query", "type": "string", "x-ms-summary": "Region",
                  "description": "The region."}, {"name": "body", "in": "body", "required": true, "schema": {"type": "object",
                  "required": ["callbackUrl"], "properties": {"callbackUrl": {"type": "string", "description": "Where to call.",
                    "x-ms-notification-url": true, "x-ms-visibility": "internal"}}}}],
                "responses": {"201": {"description": "Subscribed"}}}},
              "/hooks/{id}": {"delete": {"operationId": "DeleteHook", "summary": "Delete", "description": "This operation deletes.",
                "x-ms-visibility": "internal", "parameters": [{"name": "id", "in": "path", "required": true, "type": "string",
                  "x-ms-summary": "ID", "description": "The ID.", "x-ms-url-encoding": "single"}],
                "responses": {"204": {"description": "Deleted"}}}},
              "/cakes": {"post": {"operationId": "OrderCake", "summary": "Order a cake",
                "description": "This operation orders a cake.", "parameters": [
                  {"name": "flavour", "in": "query", "required": true, "type": "string", "x-ms-summary": "Flavour",
                   "description": "The flavour.", "x-ms-dynamic-values": {"operationId": "Menu", "value-path": "id",
                     "value-title": "name"}},
                  {"name": "wishes", "in": "body", "required": false, "schema": {"type": "object",
                    "x-ms-dynamic-schema": {"operationId": "Fields", "value-path": "schema",
                      "parameters": {"flavour": {"parameter": "flavour"}}}}}],
                "responses": {"200": {"description": "The cake", "schema": {"type": "object", "properties": {
                  "flavour": {"type": "string", "x-ms-summary": "Flavour", "description": "The flavour."}}}}}}},
              "/mcp": {"post": {"operationId": "InvokeMCP", "summary": "Invoke the MCP server",
                "description": "This operation gives agents tools.", "x-ms-agentic-protocol": "mcp-streamable-1.0",
                "parameters": [], "responses": {"200": {"description": "Success"}}}},
              "/me": {"get": {"operationId": "WhoAmI", "summary": "Show the caller", "description": "This operation shows.",
                "x-ms-visibility": "internal", "parameters": [], "responses": {"200": {"description": "Me"}}}},
              "/jobs": {"post": {"operationId": "StartJob", "summary": "Start a job", "description": "This operation starts a job.",
                "parameters": [], "responses": {"202": {"description": "Started"}, "200": {"description": "Ended"}}}},
              "/list": {"get": {"operationId": "ListNotes", "summary": "List notes", "description": "This operation lists notes.",
                "x-ms-pageable": {"nextLinkName": "nextLink"}, "parameters": [], "responses": {"200": {"description": "Notes",
                  "schema": {"type": "object", "properties": {"value": {"type": "array", "items": {"type": "object"}},
                    "nextLink": {"type": "string"}}}}}}},
              "/menu": {"get": {"operationId": "Menu", "summary": "Show the menu", "description": "This operation lists.",
                "x-ms-visibility": "internal", "parameters": [], "responses": {"200": {"description": "Menu",
                  "schema": {"type": "array", "items": {"type": "object"}}}}}},
              "/fields": {"get": {"operationId": "Fields", "summary": "Show fields", "description": "This operation lists.",
                "x-ms-visibility": "internal", "parameters": [{"name": "flavour", "in": "query", "type": "string",
                  "required": true, "x-ms-summary": "Flavour", "description": "The flavour."}],
                "responses": {"200": {"description": "Fields", "schema": {"type": "object"}}}}},
              "/notes": {"post": {"operationId": "AddNote", "summary": "Add a note", "description": "This operation adds a note.",
                "parameters": [{"name": "note", "in": "body", "required": true, "schema": {"type": "object",
                  "required": ["text"], "properties": {
                    "text": {"type": "string", "x-ms-summary": "Text", "description": "The text."},
                    "priority": {"type": "integer", "x-ms-summary": "Priority", "description": "The priority."}}}}],
                "responses": {"200": {"description": "The note", "schema": {"type": "object", "required": ["id"], "properties": {
                  "id": {"type": "string", "x-ms-summary": "ID", "description": "The ID."}}}}}}}},
             "definitions": {"Order": {"type": "object", "required": ["id"], "properties": {
               "id": {"type": "string", "x-ms-summary": "Order ID", "description": "The ID."}}}}}
            """;

    private SoundDocument() {}
}
