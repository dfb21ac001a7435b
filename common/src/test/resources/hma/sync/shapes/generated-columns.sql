-- both
CREATE TABLE computed (a integer NOT NULL, sum integer GENERATED ALWAYS AS (a + b) STORED UNIQUE, b integer NOT NULL, PRIMARY KEY (a, b));
CREATE TABLE key_is_computed (v text, k text GENERATED ALWAYS AS (md5(v)) STORED PRIMARY KEY);
CREATE TABLE computed_text (id integer PRIMARY KEY, v text, t text GENERATED ALWAYS AS (upper(v)) STORED, s tsvector GENERATED ALWAYS AS (to_tsvector('pg_catalog.english', coalesce(v, ''))) STORED);
CREATE INDEX words ON computed_text USING gin (s);
CREATE TABLE computed_part (id integer, g integer GENERATED ALWAYS AS (id * 2) STORED) PARTITION BY RANGE (id);
CREATE TABLE computed_low PARTITION OF computed_part FOR VALUES FROM (MINVALUE) TO (100);
CREATE TABLE computed_high PARTITION OF computed_part DEFAULT;
-- source
INSERT INTO computed (a, b) SELECT n, 1000 FROM generate_series(1, 300) n;
INSERT INTO key_is_computed SELECT 'v' || n FROM generate_series(1, 300) n;
INSERT INTO computed_text SELECT n, 'words of ' || n FROM generate_series(1, 100) n;
INSERT INTO computed_text VALUES (-1, NULL), (-2, '');
INSERT INTO computed_part SELECT n FROM generate_series(1, 200) n;
-- target
INSERT INTO computed (a, b) VALUES (1, 1000), (2, 998), (900, 1);
INSERT INTO key_is_computed VALUES ('v1'), ('of old');
-- change
UPDATE computed SET b = 2000 WHERE a < 3;
DELETE FROM key_is_computed WHERE v = 'v5';
UPDATE key_is_computed SET v = 'changed' WHERE v = 'v6';
UPDATE computed_text SET v = 'other words' WHERE id = 7;
DELETE FROM computed_part WHERE id % 3 = 0;
