-- both
CREATE TABLE log (what text);
CREATE TABLE also (id integer PRIMARY KEY, v text);
CREATE RULE also_insert AS ON INSERT TO also DO ALSO INSERT INTO log VALUES ('insert');
CREATE RULE also_delete AS ON DELETE TO also DO ALSO INSERT INTO log VALUES ('delete');
CREATE TABLE instead (id integer PRIMARY KEY, v text);
CREATE RULE no_insert AS ON INSERT TO instead DO INSTEAD NOTHING;
CREATE RULE no_update AS ON UPDATE TO instead DO INSTEAD NOTHING;
CREATE RULE no_delete AS ON DELETE TO instead DO INSTEAD NOTHING;
CREATE TABLE redirected (id integer PRIMARY KEY, v text);
CREATE RULE elsewhere AS ON DELETE TO redirected WHERE OLD.id > 5 DO INSTEAD UPDATE redirected SET v = 'deleted' WHERE id = OLD.id;
CREATE TABLE switched_off (id integer PRIMARY KEY);
CREATE RULE off AS ON INSERT TO switched_off DO INSTEAD NOTHING;
CREATE RULE replica AS ON DELETE TO switched_off DO INSTEAD NOTHING;
CREATE RULE always AS ON UPDATE TO switched_off DO INSTEAD NOTHING;
ALTER TABLE switched_off DISABLE RULE off;
ALTER TABLE switched_off ENABLE REPLICA RULE replica;
ALTER TABLE switched_off ENABLE ALWAYS RULE always;
-- source
INSERT INTO also SELECT n, 'v' FROM generate_series(1, 30) n;
ALTER TABLE instead DISABLE RULE no_insert;
INSERT INTO instead SELECT n, 'v' FROM generate_series(1, 30) n;
ALTER TABLE instead ENABLE RULE no_insert;
INSERT INTO redirected SELECT n, 'v' FROM generate_series(1, 30) n;
INSERT INTO switched_off SELECT generate_series(1, 30);
-- target
INSERT INTO also VALUES (3, 'of old'), (300, 'of old');
ALTER TABLE instead DISABLE RULE no_insert;
INSERT INTO instead VALUES (3, 'of old'), (300, 'of old');
ALTER TABLE instead ENABLE RULE no_insert;
INSERT INTO redirected VALUES (3, 'of old'), (300, 'of old');
-- change
DELETE FROM also WHERE id = 3;
ALTER TABLE instead DISABLE RULE no_delete, DISABLE RULE no_update, DISABLE RULE no_insert;
DELETE FROM instead WHERE id = 3;
UPDATE instead SET v = 'changed' WHERE id = 4;
INSERT INTO instead VALUES (50, 'new');
ALTER TABLE instead ENABLE RULE no_delete, ENABLE RULE no_update, ENABLE RULE no_insert;
DELETE FROM redirected WHERE id IN (3, 9);
DELETE FROM switched_off WHERE id = 9;
