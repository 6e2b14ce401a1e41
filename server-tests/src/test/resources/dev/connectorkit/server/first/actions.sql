CREATE TABLE action_operation (
  id TEXT PRIMARY KEY,
  action TEXT NOT NULL,
  client_key TEXT UNIQUE,
  body_hash TEXT NOT NULL,
  called INTEGER NOT NULL,
  state TEXT NOT NULL,
  input TEXT,
  result TEXT,
  percent INTEGER,
  message TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  ended_at INTEGER,
  keep_until INTEGER
);
CREATE INDEX action_operation_state ON action_operation (action, state, id) WHERE keep_until IS NULL;
CREATE INDEX action_operation_expiry ON action_operation (keep_until) WHERE keep_until IS NOT NULL;
