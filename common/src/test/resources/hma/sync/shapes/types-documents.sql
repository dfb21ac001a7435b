-- both
CREATE TABLE documents (id integer PRIMARY KEY, j json, jb jsonb, x xml, p jsonpath, v tsvector, q tsquery);
-- source
INSERT INTO documents VALUES
  (1, '{"a" :  1,"a":2}', '{"b": 1.00, "a": [null, "\u00fc\\"]}', '<a b="c">&lt;</a>', '$.a[*] ? (@ > 1)', 'a:1 b:2A', 'a & !b'),
  (2, 'null', 'null', 'text <b/>', '$', '', ''),
  (3, E' [1 , 2]\n', '"\\N"', '', 'strict $."a b"', '''it''''s'':1 ''\\\\'':2', '''x y'' <-> z:*AB'),
  (4, '"\u0041\u0000"', '1e2', E'<?xml version="1.0"?>\n<r>ü&#x1F600;</r>', NULL, 'a b', NULL),
  (5, '1.0', '1.0', '<!-- \N -->', NULL, NULL, NULL),
  (6, '{"" : {"":[{}]}}', '{"": {"": [{}]}}', NULL, NULL, NULL, NULL),
  (7, E'"\\t\\\\"', '-0.000', NULL, NULL, NULL, NULL);
-- target
INSERT INTO documents (id, j, jb) VALUES (1, '{"a":2}', '{"b": 1.0, "a": [null, "\u00fc\\"]}'), (5, '1.00', '1.00'), (7, '"\t\\"', '0.000');
-- change
UPDATE documents SET j = '{"a":2,"a" :  1}' WHERE id = 1;
UPDATE documents SET jb = '1.00' WHERE id = 5;
