CREATE TABLE callback_delivery_new (
  id TEXT PRIMARY KEY,
  event_id TEXT NOT NULL,
  subscription_id TEXT NOT NULL,
  event_name TEXT NOT NULL,
  host TEXT NOT NULL,
  ordered INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  queued_at INTEGER NOT NULL,
  due_at INTEGER,
  claim TEXT,
  lease_until INTEGER
) WITHOUT ROWID;
INSERT INTO callback_delivery_new SELECT id, event_id, subscription_id, event_name, host, ordered, attempts, rejected, queued_at,
  due_at, claim, lease_until FROM callback_delivery ORDER BY id;
DROP TABLE callback_delivery;
ALTER TABLE callback_delivery_new RENAME TO callback_delivery;
CREATE INDEX callback_delivery_due ON callback_delivery (host, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX callback_delivery_claim ON callback_delivery (claim) WHERE claim IS NOT NULL;
CREATE INDEX callback_delivery_subscription ON callback_delivery (subscription_id, id);
CREATE INDEX callback_delivery_event ON callback_delivery (event_id) WHERE event_id <> id;

CREATE TABLE callback_attempt_new (
  delivery_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  millis INTEGER NOT NULL,
  status INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  PRIMARY KEY (delivery_id, at, outcome) ON CONFLICT IGNORE
) WITHOUT ROWID;
INSERT INTO callback_attempt_new SELECT delivery_id, at, millis, status, outcome FROM callback_attempt;
DROP TABLE callback_attempt;
ALTER TABLE callback_attempt_new RENAME TO callback_attempt;

CREATE INDEX callback_subscription_failing ON callback_subscription (id) WHERE failures > 0;
