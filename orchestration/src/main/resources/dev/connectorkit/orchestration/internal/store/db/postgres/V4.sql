ALTER TABLE orchestration_instance ADD COLUMN node TEXT;
CREATE INDEX orchestration_instance_node ON orchestration_instance (hub, node) WHERE node IS NOT NULL;
