CREATE TABLE callback_subscription (
  id TEXT COLLATE "C" PRIMARY KEY,
  event_name TEXT COLLATE "C" NOT NULL,
  client_key TEXT NOT NULL UNIQUE,
  push INTEGER NOT NULL,
  label TEXT NOT NULL,
  host TEXT COLLATE "C" NOT NULL,
  url BYTEA NOT NULL,
  filter TEXT NOT NULL,
  match_key TEXT COLLATE "C" NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  refusals INTEGER NOT NULL,
  refused_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT
);
CREATE INDEX callback_subscription_match ON callback_subscription (event_name, match_key, id);
CREATE INDEX callback_subscription_expiry ON callback_subscription (expires_at) WHERE expires_at IS NOT NULL;

CREATE INDEX callback_subscription_ended ON callback_subscription (refused_at) WHERE state = 'ENDED';

CREATE TABLE callback_count (
  event_name TEXT COLLATE "C" NOT NULL,
  host TEXT COLLATE "C" NOT NULL,
  subscriptions BIGINT NOT NULL,
  PRIMARY KEY (event_name, host)
);

CREATE TABLE callback_event (
  id TEXT COLLATE "C" PRIMARY KEY,
  body TEXT NOT NULL,
  headers TEXT NOT NULL
);

CREATE TABLE callback_delivery (
  id TEXT COLLATE "C" PRIMARY KEY,
  event_id TEXT COLLATE "C" NOT NULL,
  subscription_id TEXT COLLATE "C" NOT NULL,
  event_name TEXT COLLATE "C" NOT NULL,
  host TEXT COLLATE "C" NOT NULL,
  ordered INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  queued_at BIGINT NOT NULL,
  due_at BIGINT,
  claim TEXT
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0);
CREATE INDEX callback_delivery_due ON callback_delivery (host, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX callback_delivery_claim ON callback_delivery (claim) WHERE claim IS NOT NULL;
CREATE INDEX callback_delivery_subscription ON callback_delivery (subscription_id, id);
CREATE INDEX callback_delivery_event ON callback_delivery (event_id);

CREATE TABLE callback_dead (
  id TEXT COLLATE "C" PRIMARY KEY,
  event_id TEXT COLLATE "C" NOT NULL,
  subscription_id TEXT COLLATE "C" NOT NULL,
  event_name TEXT COLLATE "C" NOT NULL,
  host TEXT COLLATE "C" NOT NULL,
  ordered INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  reason TEXT NOT NULL,
  died_at BIGINT NOT NULL
);
CREATE INDEX callback_dead_subscription ON callback_dead (subscription_id, id);
CREATE INDEX callback_dead_event ON callback_dead (event_id);
CREATE INDEX callback_dead_age ON callback_dead (died_at);

CREATE TABLE callback_attempt (
  delivery_id TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  millis BIGINT NOT NULL,
  status INTEGER NOT NULL,
  outcome TEXT NOT NULL
);
CREATE INDEX callback_attempt_delivery ON callback_attempt (delivery_id);
CREATE INDEX callback_attempt_age ON callback_attempt (at);
