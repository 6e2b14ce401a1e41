CREATE TABLE orchestration_instance (
  hub TEXT NOT NULL,
  id TEXT NOT NULL,
  part INTEGER NOT NULL,
  name TEXT NOT NULL,
  execution TEXT NOT NULL,
  status TEXT NOT NULL,
  input TEXT,
  output TEXT,
  failure TEXT,
  custom_status TEXT,
  parent_id TEXT,
  parent_execution TEXT,
  parent_task INTEGER,
  turn INTEGER NOT NULL,
  next_row INTEGER NOT NULL,
  due_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  completed_at INTEGER,
  PRIMARY KEY (hub, id)
);
CREATE INDEX orchestration_instance_due ON orchestration_instance (hub, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX orchestration_instance_created ON orchestration_instance (hub, created_at, id);
CREATE INDEX orchestration_instance_completed ON orchestration_instance (hub, status, completed_at)
  WHERE completed_at IS NOT NULL;
CREATE TABLE orchestration_history (
  hub TEXT NOT NULL,
  instance_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (hub, instance_id, seq)
) WITHOUT ROWID;
CREATE TABLE orchestration_payload (
  hub TEXT NOT NULL,
  instance_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (hub, instance_id, seq)
);
CREATE TABLE orchestration_inbox (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  hub TEXT NOT NULL,
  part INTEGER NOT NULL,
  instance_id TEXT NOT NULL,
  execution TEXT,
  body TEXT NOT NULL
);
CREATE INDEX orchestration_inbox_instance ON orchestration_inbox (hub, instance_id);
CREATE TABLE orchestration_activity (
  hub TEXT NOT NULL,
  instance_id TEXT NOT NULL,
  execution TEXT NOT NULL,
  task_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  input TEXT,
  node TEXT,
  queued_at INTEGER NOT NULL,
  PRIMARY KEY (hub, instance_id, execution, task_id)
);
CREATE INDEX orchestration_activity_queue ON orchestration_activity (hub, queued_at) WHERE node IS NULL;
