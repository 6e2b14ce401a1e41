CREATE TABLE connector (id TEXT PRIMARY KEY, title TEXT NOT NULL, source TEXT NOT NULL, base TEXT NOT NULL, document TEXT NOT NULL, imported_at INTEGER NOT NULL);
CREATE TABLE workflow (id TEXT PRIMARY KEY, connector TEXT NOT NULL, operation TEXT NOT NULL, kind TEXT NOT NULL, inputs TEXT NOT NULL, recurrence INTEGER NOT NULL, created_at INTEGER NOT NULL);
CREATE INDEX workflow_connector ON workflow (connector, created_at);
CREATE TABLE exchange (id INTEGER PRIMARY KEY AUTOINCREMENT, connector TEXT NOT NULL, workflow TEXT NOT NULL, operation TEXT NOT NULL, direction TEXT NOT NULL, at INTEGER NOT NULL, took INTEGER NOT NULL, attempt INTEGER NOT NULL, method TEXT NOT NULL, url TEXT NOT NULL, status INTEGER NOT NULL, failure TEXT NOT NULL, fault TEXT NOT NULL, request TEXT NOT NULL, response TEXT);
CREATE INDEX exchange_workflow ON exchange (workflow, id);
CREATE TABLE run (id INTEGER PRIMARY KEY AUTOINCREMENT, workflow TEXT NOT NULL, at INTEGER NOT NULL, cause TEXT NOT NULL, body TEXT NOT NULL);
CREATE INDEX run_workflow ON run (workflow, id);
CREATE TABLE conformance (id TEXT PRIMARY KEY, connector TEXT NOT NULL, at INTEGER NOT NULL, level TEXT NOT NULL, summary TEXT NOT NULL, junit TEXT NOT NULL, sarif TEXT NOT NULL, html TEXT NOT NULL, markdown TEXT NOT NULL);
