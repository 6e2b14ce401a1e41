-- usable-from: 2
-- The conditions keep statements that name one instance away from indexes of the whole hub: where the tables look empty, PostgreSQL
-- takes any index that begins with the hub.
DROP INDEX orchestration_instance_created;
CREATE INDEX orchestration_instance_created ON orchestration_instance (hub, created_at, id)
  WHERE created_at > -1000000000000000;
DROP INDEX orchestration_instance_name;
CREATE INDEX orchestration_instance_name ON orchestration_instance (hub, name, created_at, id)
  WHERE created_at > -1000000000000000;
DROP INDEX orchestration_inbox_part;
CREATE INDEX orchestration_inbox_part ON orchestration_inbox (hub, part) WHERE part >= 0;
ALTER TABLE orchestration_instance SET (fillfactor = 70, autovacuum_vacuum_cost_delay = 0);
ALTER TABLE orchestration_activity
  SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0);
ALTER TABLE orchestration_inbox SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0);
