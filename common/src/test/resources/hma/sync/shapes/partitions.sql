-- both
CREATE TABLE by_range (id integer, day date, v text, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE TABLE by_range_2025 PARTITION OF by_range FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE by_range_2026 PARTITION OF by_range FOR VALUES FROM ('2026-01-01') TO ('2027-01-01') PARTITION BY LIST (id);
CREATE TABLE by_range_2026_some PARTITION OF by_range_2026 FOR VALUES IN (1, 2, 3) PARTITION BY HASH (day);
CREATE TABLE by_range_2026_some_0 PARTITION OF by_range_2026_some FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE by_range_2026_some_1 PARTITION OF by_range_2026_some FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE by_range_2026_rest PARTITION OF by_range_2026 DEFAULT;
CREATE TABLE by_range_rest PARTITION OF by_range DEFAULT;
CREATE INDEX on_all ON by_range (v);
CREATE TABLE by_list (code text NOT NULL, v text) PARTITION BY LIST (code);
CREATE TABLE by_list_other_order (gone integer, v text, code text NOT NULL);
ALTER TABLE by_list_other_order DROP COLUMN gone;
ALTER TABLE by_list ATTACH PARTITION by_list_other_order FOR VALUES IN ('a', 'b');
CREATE TABLE by_list_null PARTITION OF by_list DEFAULT;
CREATE TABLE by_expression (id integer, v text) PARTITION BY RANGE (lower(v), id);
CREATE TABLE by_expression_low PARTITION OF by_expression FOR VALUES FROM (MINVALUE, MINVALUE) TO ('m', 0);
CREATE TABLE by_expression_high PARTITION OF by_expression FOR VALUES FROM ('m', 0) TO (MAXVALUE, MAXVALUE);
CREATE TABLE without_leaves (id integer PRIMARY KEY) PARTITION BY RANGE (id);
CREATE TABLE refers (id integer PRIMARY KEY, to_id integer, to_day date, CONSTRAINT to_range FOREIGN KEY (to_id, to_day) REFERENCES by_range ON DELETE CASCADE);
CREATE TABLE parts_refer (id integer, of integer CONSTRAINT of_refers REFERENCES refers ON DELETE SET NULL, PRIMARY KEY (id)) PARTITION BY HASH (id);
CREATE TABLE parts_refer_0 PARTITION OF parts_refer FOR VALUES WITH (MODULUS 3, REMAINDER 0);
CREATE TABLE parts_refer_1 PARTITION OF parts_refer FOR VALUES WITH (MODULUS 3, REMAINDER 1);
CREATE TABLE parts_refer_2 PARTITION OF parts_refer FOR VALUES WITH (MODULUS 3, REMAINDER 2);
-- source
INSERT INTO by_range SELECT n % 9, date '2024-10-01' + n, 'v' || n FROM generate_series(1, 900) n;
INSERT INTO by_list VALUES ('a', 'x'), ('b', 'y'), ('zzz', NULL), ('', '');
INSERT INTO by_expression SELECT n, chr(97 + n % 26) FROM generate_series(1, 200) n;
INSERT INTO refers SELECT row_number() OVER (ORDER BY id, day), id, day FROM by_range;
INSERT INTO parts_refer SELECT n, n FROM generate_series(1, 300) n;
-- target
INSERT INTO by_range VALUES (1, '2026-05-05', 'of old'), (1, '1999-05-05', 'of old');
INSERT INTO refers VALUES (1, 1, '2026-05-05'), (2, 1, '1999-05-05');
INSERT INTO parts_refer VALUES (1, 1), (2, 2), (900, 2);
INSERT INTO by_list VALUES ('b', 'of old');
-- change
DELETE FROM by_range WHERE id = 1 AND day < '2024-12-01';
INSERT INTO by_range VALUES (1, '2040-01-01', 'far');
UPDATE by_range SET v = NULL WHERE id = 4;
DELETE FROM by_range WHERE day BETWEEN '2026-01-10' AND '2026-01-15';
UPDATE by_list SET code = 'a' WHERE code = 'zzz';
UPDATE by_expression SET v = 'zz' WHERE id < 5;
INSERT INTO by_range VALUES (100, '2026-07-07', 'new'), (2, '2026-07-08', 'new') ON CONFLICT DO NOTHING;
DELETE FROM parts_refer WHERE id % 50 = 0;
