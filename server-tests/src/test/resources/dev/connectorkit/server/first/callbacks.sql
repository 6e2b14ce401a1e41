CREATE TABLE callback_subscription (
  id TEXT PRIMARY KEY,
  event_name TEXT NOT NULL,
  client_key TEXT NOT NULL UNIQUE,
  push INTEGER NOT NULL,
  label TEXT NOT NULL,
  host TEXT NOT NULL,
  url BLOB NOT NULL,
  filter TEXT NOT NULL,
  match_key TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  refusals INTEGER NOT NULL,
  refused_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER
);
CREATE INDEX callback_subscription_match ON callback_subscription (event_name, match_key, id);
CREATE INDEX callback_subscription_expiry ON callback_subscription (expires_at) WHERE expires_at IS NOT NULL;

CREATE INDEX callback_subscription_ended ON callback_subscription (refused_at) WHERE state = 'ENDED';

CREATE TABLE callback_count (
  event_name TEXT NOT NULL,
  host TEXT NOT NULL,
  subscriptions INTEGER NOT NULL,
  PRIMARY KEY (event_name, host)
) WITHOUT ROWID;

CREATE TABLE callback_event (
  id TEXT PRIMARY KEY,
  body TEXT NOT NULL,
  headers TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE callback_delivery (
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
  claim TEXT
);
CREATE INDEX callback_delivery_due ON callback_delivery (host, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX callback_delivery_claim ON callback_delivery (claim) WHERE claim IS NOT NULL;
CREATE INDEX callback_delivery_subscription ON callback_delivery (subscription_id, id);
CREATE INDEX callback_delivery_event ON callback_delivery (event_id);

CREATE TABLE callback_dead (
  id TEXT PRIMARY KEY,
  event_id TEXT NOT NULL,
  subscription_id TEXT NOT NULL,
  event_name TEXT NOT NULL,
  host TEXT NOT NULL,
  ordered INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  reason TEXT NOT NULL,
  died_at INTEGER NOT NULL
);
CREATE INDEX callback_dead_subscription ON callback_dead (subscription_id, id);
CREATE INDEX callback_dead_event ON callback_dead (event_id);
CREATE INDEX callback_dead_age ON callback_dead (died_at);

CREATE TABLE callback_attempt (
  delivery_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  millis INTEGER NOT NULL,
  status INTEGER NOT NULL,
  outcome TEXT NOT NULL
);
CREATE INDEX callback_attempt_delivery ON callback_attempt (delivery_id);
CREATE INDEX callback_attempt_age ON callback_attempt (at);
