-- both
CREATE UNLOGGED TABLE cache (id integer PRIMARY KEY, v text);
CREATE UNLOGGED TABLE cache_without_key (v text);
CREATE TABLE kept (id integer PRIMARY KEY);
-- source
INSERT INTO cache SELECT n, 'v' FROM generate_series(1, 50) n;
INSERT INTO cache_without_key VALUES ('a'), ('a');
INSERT INTO kept SELECT generate_series(1, 50);
-- target
INSERT INTO cache VALUES (3, 'of old');
-- change
UPDATE cache SET v = 'changed' WHERE id = 3;
INSERT INTO cache_without_key VALUES ('a');
