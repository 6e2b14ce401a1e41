ALTER TABLE orchestration_instance ADD COLUMN origin TEXT;
ALTER TABLE orchestration_instance ADD COLUMN version TEXT;
ALTER TABLE orchestration_instance ADD COLUMN tags TEXT;
UPDATE orchestration_instance SET origin = execution;
CREATE INDEX orchestration_instance_parent ON orchestration_instance (hub, parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX orchestration_instance_name ON orchestration_instance (hub, name, created_at, id);
ALTER TABLE orchestration_activity ADD COLUMN call_id INTEGER;
ALTER TABLE orchestration_activity ADD COLUMN timeout_ms BIGINT;
ALTER TABLE orchestration_activity ADD COLUMN heartbeat_ms BIGINT;
CREATE TABLE orchestration_tag (
  hub TEXT NOT NULL,
  instance_id TEXT NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (hub, instance_id, name)
);
CREATE INDEX orchestration_tag_value ON orchestration_tag (hub, name, value);
CREATE TABLE orchestration_event_key (
  hub TEXT NOT NULL,
  instance_id TEXT NOT NULL,
  event_key TEXT NOT NULL,
  PRIMARY KEY (hub, instance_id, event_key)
);
