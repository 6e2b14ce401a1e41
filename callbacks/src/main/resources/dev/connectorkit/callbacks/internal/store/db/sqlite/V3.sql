CREATE TABLE callback_publication (
  event_name TEXT NOT NULL,
  id TEXT NOT NULL,
  event_id TEXT NOT NULL,
  published_at INTEGER NOT NULL,
  PRIMARY KEY (event_name, id)
);
CREATE INDEX callback_publication_age ON callback_publication (published_at);
