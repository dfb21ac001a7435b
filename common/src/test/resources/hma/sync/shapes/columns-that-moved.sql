-- both on the source
CREATE TABLE reordered (id integer PRIMARY KEY, gone text, a text, b integer, c boolean);
ALTER TABLE reordered DROP COLUMN gone;
CREATE TABLE key_reordered (a integer, b text, c text, PRIMARY KEY (b, a));
CREATE TABLE added_late (id integer PRIMARY KEY);
ALTER TABLE added_late ADD COLUMN v text DEFAULT 'fast default', ADD COLUMN w integer;
-- both on the target
CREATE TABLE reordered (c boolean, b integer, gone_here integer, id integer PRIMARY KEY, a text);
ALTER TABLE reordered DROP COLUMN gone_here;
CREATE TABLE key_reordered (c text, b text, a integer, PRIMARY KEY (b, a));
CREATE TABLE added_late (w integer, v text DEFAULT 'fast default', id integer PRIMARY KEY);
-- source
INSERT INTO reordered (id, a, b, c) SELECT n, 'a' || n, n * 2, n % 2 = 0 FROM generate_series(1, 50) n;
INSERT INTO key_reordered (a, b, c) SELECT n, 'b' || n, 'c' FROM generate_series(1, 50) n;
INSERT INTO added_late (id) SELECT generate_series(1, 50);
-- target
INSERT INTO reordered (id, a, b, c) SELECT n, 'a' || n, n * 2, n % 2 = 0 FROM generate_series(1, 49) n;
INSERT INTO key_reordered (a, b, c) SELECT n, 'b' || n, 'x' FROM generate_series(1, 50) n;
-- change
UPDATE reordered SET a = NULL WHERE id = 5;
DELETE FROM key_reordered WHERE a = 7;
UPDATE added_late SET v = NULL WHERE id = 9;
