-- extensions: citext hstore ltree
-- both
CREATE TABLE words (k citext PRIMARY KEY, v citext[]);
CREATE TABLE maps (id integer PRIMARY KEY, h hstore, hs hstore[]);
CREATE TABLE trees (k ltree PRIMARY KEY, q lquery);
CREATE TABLE with_default (id integer PRIMARY KEY, c citext DEFAULT 'd');
CREATE INDEX maps_h ON maps USING gist (h);
CREATE INDEX trees_k ON trees USING gist (k);
-- source
INSERT INTO words VALUES ('Anna', '{A,b,NULL}'), ('berta', '{}'), ('', NULL), ('ÇELIK', '{"x, y"}');
INSERT INTO maps VALUES (1, 'a=>1, b=>NULL, "c d"=>"=>\"\\"', ARRAY['a=>b'::hstore, NULL]), (2, '', '{}'), (3, NULL, NULL), (4, '""=>""', NULL);
INSERT INTO trees VALUES ('a.b.c', '*.x{1,2}'), ('', NULL), ('a', 'a|b'), ('A_1.B_2', '*');
INSERT INTO with_default VALUES (1), (2);
-- target
INSERT INTO words VALUES ('ANNA', '{a,B,NULL}'), ('zzz', NULL);
INSERT INTO maps VALUES (1, 'a=>1, b=>"NULL"');
-- change
UPDATE words SET k = 'BERTA' WHERE k = 'berta';
UPDATE maps SET h = h || 'a=>2' WHERE id = 1;
DELETE FROM trees WHERE k = 'a';
INSERT INTO trees VALUES ('a.b', NULL);
