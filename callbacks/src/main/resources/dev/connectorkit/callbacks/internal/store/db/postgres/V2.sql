ALTER TABLE callback_subscription ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;
ALTER TABLE callback_subscription ADD COLUMN open_until BIGINT NOT NULL DEFAULT 0;

ALTER TABLE callback_delivery ADD COLUMN lease_until BIGINT;
UPDATE callback_delivery SET lease_until = due_at, due_at = NULL WHERE claim IS NOT NULL;

CREATE TABLE callback_fanout (
  id TEXT COLLATE "C" PRIMARY KEY,
  event_id TEXT COLLATE "C" NOT NULL,
  event_name TEXT COLLATE "C" NOT NULL,
  ordered INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  subscriptions TEXT NOT NULL
);
CREATE INDEX callback_fanout_event ON callback_fanout (event_id);
CREATE INDEX callback_fanout_name ON callback_fanout (event_name, id);
