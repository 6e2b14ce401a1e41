CREATE TABLE action_operation (
  id TEXT COLLATE "C" PRIMARY KEY,
  action TEXT COLLATE "C" NOT NULL,
  client_key TEXT UNIQUE,
  body_hash TEXT NOT NULL,
  called INTEGER NOT NULL,
  state TEXT NOT NULL,
  input TEXT,
  result TEXT,
  percent INTEGER,
  message TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  ended_at BIGINT,
  keep_until BIGINT
);
CREATE INDEX action_operation_state ON action_operation (action, state, id) WHERE keep_until IS NULL;
CREATE INDEX action_operation_expiry ON action_operation (keep_until) WHERE keep_until IS NOT NULL;
