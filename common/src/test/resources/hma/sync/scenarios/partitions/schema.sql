CREATE TABLE kind (id integer PRIMARY KEY);
CREATE TABLE by_range (id integer, day date, kind integer, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE TABLE by_range_rest PARTITION OF by_range DEFAULT;
CREATE TABLE by_range_2026 PARTITION OF by_range FOR VALUES FROM ('2026-01-01') TO ('2027-01-01') PARTITION BY HASH (id);
CREATE TABLE by_range_2026_1 PARTITION OF by_range_2026 FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE by_range_2026_0 PARTITION OF by_range_2026 FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE by_range_2025 PARTITION OF by_range FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE by_list (code text PRIMARY KEY, v text) PARTITION BY LIST (code);
CREATE TABLE by_list_b PARTITION OF by_list FOR VALUES IN ('b');
CREATE TABLE by_list_a PARTITION OF by_list FOR VALUES IN ('a', 'A');
CREATE TABLE by_list_never (v text, gone integer, code text NOT NULL);
ALTER TABLE by_list_never DROP COLUMN gone;
ALTER TABLE by_list ATTACH PARTITION by_list_never FOR VALUES IN ('never');
ALTER TABLE by_range ADD CONSTRAINT of_kind FOREIGN KEY (kind) REFERENCES kind ON DELETE CASCADE;
CREATE TABLE refers (
  id integer, day date, code text CONSTRAINT refers_code REFERENCES by_list,
  CONSTRAINT refers_range FOREIGN KEY (id, day) REFERENCES by_range ON DELETE CASCADE) PARTITION BY HASH (id);
CREATE TABLE refers_1 PARTITION OF refers FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE refers_0 (LIKE refers);
ALTER TABLE refers_0 ADD CONSTRAINT a_name_of_its_own FOREIGN KEY (id, day) REFERENCES by_range ON DELETE CASCADE;
COMMENT ON CONSTRAINT a_name_of_its_own ON refers_0 IS 'of a partition';
ALTER TABLE refers ATTACH PARTITION refers_0 FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE by_list_c PARTITION OF by_list FOR VALUES IN ('0c');
CREATE TABLE parent (id integer, v text);
CREATE TABLE child (extra text) INHERITS (parent);
CREATE TABLE grandchild (more text) INHERITS (child);
