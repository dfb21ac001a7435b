-- both
CREATE TABLE texts (id integer PRIMARY KEY, t text, v varchar(30), c char(5), n name, q "char", b bytea, a text[]);
CREATE TABLE one_column (t text);
-- source
INSERT INTO texts (id, t) VALUES (1, ''), (2, NULL), (3, E'tab\tnew\nline\rreturn\\ backslash'), (4, '\.'), (5, '\N'), (6, 'N'), (7, 'ünï 中 😀 🧑‍🚀'), (8, E'\b\f\v\u0001\u007f'), (9, ' '), (10, '"quoted", (parens)'), (11, E'\\.\n\\.\n'), (12, 'NULL'), (13, E'\r\n'), (14, E'\u00a0\u2028\ufeff'), (15, E'e\u0301'), (16, 'é'), (17, E'\U0010FFFF'), (18, '\\N'), (19, E'\n'), (20, E'\t'), (21, '{}'), (22, ','), (23, E'\\'), (24, '''');
INSERT INTO texts (id, v, c, n, q, b, a) VALUES (30, 'a ', 'b', 'name', 'x', '\x00ff5c0a09', ARRAY['NULL', NULL, '', '{,}', '"', E'\\', E'\t\n']), (31, '', '', '', '', '', '{}'), (32, NULL, NULL, NULL, NULL, NULL, NULL), (33, repeat('😀', 30), 'ä   ', repeat('n', 63), '\', decode(repeat('00ff', 70000), 'hex'), '[5:6]={a,b}');
INSERT INTO one_column VALUES (NULL), (''), ('\.'), ('\N'), (E'\\\\N'), (''), (NULL), (E'\\.'), (E'\n');
-- target
INSERT INTO texts (id, t) VALUES (1, NULL), (2, ''), (4, '.'), (5, NULL), (15, 'é'), (16, E'e\u0301'), (9, '');
INSERT INTO one_column VALUES (NULL), (NULL), ('');
-- change
UPDATE texts SET t = NULL WHERE t = '';
UPDATE texts SET t = '' WHERE id = 2;
UPDATE texts SET t = E'\\N\t\\.\n', v = ' a' WHERE id = 30;
UPDATE one_column SET t = '\N' WHERE t IS NULL;
