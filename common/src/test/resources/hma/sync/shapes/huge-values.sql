-- both
CREATE TABLE huge (id integer PRIMARY KEY, t text, b bytea, a integer[], j json);
-- source
INSERT INTO huge (id, t) SELECT 1, string_agg(md5(n::text) || E'\t\\\n', '') FROM generate_series(1, 600000) n;
INSERT INTO huge (id, t) SELECT 2, repeat(E'\\', 5000000);
INSERT INTO huge (id, b) SELECT 3, decode(repeat('00ff5c0a', 1500000), 'hex');
INSERT INTO huge (id, a) SELECT 4, array_agg(n) FROM generate_series(1, 500000) n;
INSERT INTO huge (id, j) SELECT 5, to_json(repeat('😀', 500000));
INSERT INTO huge VALUES (6, '', '', '{}', '0');
-- target
INSERT INTO huge (id, t) VALUES (1, 'of old'), (7, repeat('x', 3000000));
-- change
UPDATE huge SET t = t || '!' WHERE id = 1;
DELETE FROM huge WHERE id = 3;
