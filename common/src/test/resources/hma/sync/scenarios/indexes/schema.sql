CREATE TABLE "Large" (
  id bigint,
  "the name" text COLLATE "C",
  area integer NOT NULL,
  number integer NOT NULL,
  tags text[],
  born timestamptz,
  CONSTRAINT "Large key" PRIMARY KEY (id) INCLUDE (area) WITH (fillfactor = 80));
ALTER TABLE "Large"
  ADD CONSTRAINT large_place UNIQUE (area, number) DEFERRABLE INITIALLY DEFERRED,
  ADD CONSTRAINT large_name UNIQUE NULLS NOT DISTINCT ("the name"),
  ADD CONSTRAINT large_exclusion EXCLUDE USING btree (number WITH =) WHERE (number < 0);
CREATE INDEX "by ""name""" ON "Large" (lower("the name") DESC NULLS LAST, id) WHERE area > 3;
CREATE INDEX large_hash ON "Large" USING hash (area);
CREATE INDEX large_brin ON "Large" USING brin (born) WITH (pages_per_range = 16);
CREATE INDEX large_gin ON "Large" USING gin (tags) WITH (fastupdate = off);
CREATE INDEX large_opclass ON "Large" ("the name" text_pattern_ops);
CREATE UNIQUE INDEX large_identity ON "Large" (number, area);
ALTER INDEX "by ""name""" ALTER COLUMN 1 SET STATISTICS 700;
ALTER TABLE "Large" CLUSTER ON large_opclass;
ALTER TABLE "Large" REPLICA IDENTITY USING INDEX large_identity;
COMMENT ON INDEX large_hash IS E'it''s a \\ hash';
COMMENT ON INDEX "Large key" IS 'an index';
COMMENT ON CONSTRAINT "Large key" ON "Large" IS 'a constraint';
COMMENT ON CONSTRAINT large_place ON "Large" IS 'deferred';
CREATE FUNCTION own(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT upper($1)';
CREATE INDEX large_own ON "Large" (own("the name"));
CREATE TABLE part (large bigint NOT NULL REFERENCES "Large", amount numeric, PRIMARY KEY (large));
CREATE INDEX part_amount ON part (amount);
CREATE VIEW large_view AS SELECT id, "the name", count(*) FROM part JOIN "Large" ON id = large GROUP BY "Large".id;
CREATE TABLE grouped (id integer PRIMARY KEY, name text);
CREATE INDEX grouped_name ON grouped (name);
CREATE VIEW grouped_view AS SELECT id, name FROM grouped GROUP BY id;
CREATE TABLE split (id integer, at date NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE split_old PARTITION OF split FOR VALUES FROM (MINVALUE) TO ('2026-01-01');
CREATE TABLE split_new PARTITION OF split FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE split_far PARTITION OF split DEFAULT PARTITION BY LIST (id);
CREATE TABLE split_far_one PARTITION OF split_far FOR VALUES IN (1);
CREATE TABLE split_far_rest PARTITION OF split_far DEFAULT;
CREATE INDEX split_at ON split (at);
CREATE INDEX split_far_lower ON split_far (id) WHERE id > 5;
CREATE TABLE split_child (id integer, at date, FOREIGN KEY (id, at) REFERENCES split);
COMMENT ON INDEX split_at IS 'of all';
COMMENT ON INDEX split_new_at_idx IS 'of one';
COMMENT ON CONSTRAINT split_new_pkey ON split_new IS 'a part''s';
ALTER INDEX split_old_at_idx RENAME TO "old at";
CREATE INDEX split_old_own ON split_old (id DESC);
