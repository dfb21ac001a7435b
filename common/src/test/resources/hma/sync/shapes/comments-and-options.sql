-- both
CREATE TABLE parent (id integer, code text, PRIMARY KEY (id) WITH (fillfactor = 70)) WITH (fillfactor = 60, autovacuum_enabled = false);
CREATE TABLE child (id integer CONSTRAINT child_key PRIMARY KEY, parent integer, words text, place point, during tstzrange, doc jsonb, big text);
ALTER TABLE child ALTER COLUMN big SET STORAGE EXTERNAL, ALTER COLUMN words SET STATISTICS 500, ALTER COLUMN words SET (n_distinct = -0.5);
ALTER TABLE parent ADD CONSTRAINT code_is_unique UNIQUE (code) WITH (fillfactor = 80);
ALTER TABLE child ADD CONSTRAINT child_parent FOREIGN KEY (parent) REFERENCES parent ON DELETE CASCADE;
ALTER TABLE child ADD CONSTRAINT not_two EXCLUDE USING gist (during WITH &&) WHERE (id > 0);
CREATE INDEX by_expression ON child ((lower(words)), (length(words)) DESC NULLS LAST);
ALTER INDEX by_expression ALTER COLUMN 1 SET STATISTICS 321;
CREATE INDEX by_part ON child (parent) WHERE words IS NOT NULL;
CREATE INDEX by_pattern ON child (words text_pattern_ops);
CREATE INDEX by_place ON child USING gist (place) WITH (fillfactor = 55);
CREATE INDEX by_doc ON child USING gin (doc jsonb_path_ops) WITH (fastupdate = off);
CREATE INDEX by_block ON child USING brin (id) WITH (pages_per_range = 16);
CREATE INDEX by_hash ON child USING hash (words);
CREATE INDEX by_spgist ON child USING spgist (place);
CREATE INDEX by_collation ON child (words COLLATE "C", id) INCLUDE (parent);
CREATE UNIQUE INDEX identifying ON child (id, parent);
ALTER TABLE child ALTER COLUMN parent SET NOT NULL;
ALTER TABLE child REPLICA IDENTITY USING INDEX identifying;
ALTER TABLE child CLUSTER ON by_collation;
CREATE STATISTICS together (dependencies, ndistinct) ON parent, words FROM child;
COMMENT ON TABLE child IS 'table';
COMMENT ON COLUMN child.words IS 'column';
COMMENT ON CONSTRAINT child_key ON child IS 'primary key';
COMMENT ON CONSTRAINT child_parent ON child IS 'foreign ''key''';
COMMENT ON CONSTRAINT not_two ON child IS 'exclusion';
COMMENT ON CONSTRAINT code_is_unique ON parent IS 'unique';
COMMENT ON INDEX by_expression IS E'index \\ with "quotes"';
COMMENT ON INDEX child_key IS 'index of the key';
COMMENT ON INDEX by_doc IS 'gin';
COMMENT ON STATISTICS together IS 'statistics';
-- source
INSERT INTO parent SELECT n, 'code ' || n FROM generate_series(1, 100) n;
INSERT INTO child SELECT n, 1 + n % 100, 'Word ' || n, point(n, -n), tstzrange('2026-01-01 00:00+00'::timestamptz + n * interval '1 hour', '2026-01-01 00:00+00'::timestamptz + (n + 1) * interval '1 hour'), jsonb_build_object('a', n), repeat('x', n) FROM generate_series(1, 400) n;
-- target
INSERT INTO parent SELECT n, 'code ' || 200 - n FROM generate_series(50, 150) n;
INSERT INTO child SELECT n, 60, 'old', NULL, tstzrange('2026-01-05 00:00+00'::timestamptz + n * interval '1 hour', '2026-01-05 00:00+00'::timestamptz + (n + 1) * interval '1 hour') FROM generate_series(1, 100) n;
-- change
UPDATE child SET words = upper(words) WHERE id % 40 = 0;
DELETE FROM parent WHERE id = 7;
UPDATE child SET during = NULL, doc = NULL WHERE id = 11;
