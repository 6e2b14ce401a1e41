CREATE TABLE callback_publication (
  event_name TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  event_id TEXT COLLATE "C" NOT NULL,
  published_at BIGINT NOT NULL,
  PRIMARY KEY (event_name, id)
);
CREATE INDEX callback_publication_age ON callback_publication (published_at);
