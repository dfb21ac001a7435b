-- both
CREATE TYPE mood AS ENUM ('sad', 'ok', 'very, "happy"', '😀', 'NULL');
ALTER TYPE mood ADD VALUE 'before all' BEFORE 'sad';
CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
CREATE DOMAIN not_empty AS text NOT NULL DEFAULT 'x' CHECK (VALUE <> '');
CREATE DOMAIN positives AS positive[] CHECK (cardinality(VALUE) < 100);
CREATE TYPE inner_pair AS (a integer, b text);
CREATE TYPE outer_pair AS (p inner_pair, m mood, l inner_pair[], d positive);
CREATE TYPE float_range AS RANGE (subtype = double precision, multirange_type_name = float_ranges);
CREATE TYPE text_range AS RANGE (subtype = text, collation = "C");
CREATE TABLE compounds (id integer PRIMARY KEY, m mood, ms mood[], po positive, ne not_empty, pos positives, ip inner_pair, op outer_pair, ops outer_pair[],
  ia integer[], ta text[], ba bytea[], ja json[], r4 int4range, rn numrange, rt tstzrange, rd daterange, fr float_range, frs float_ranges, tr text_range, trs text_range[], mr int8multirange, mt tsmultirange);
CREATE TABLE of_type OF inner_pair;
-- source
INSERT INTO compounds (id, m, ms, po, ne, pos) VALUES (1, 'very, "happy"', ARRAY['NULL', NULL, '😀', 'before all']::mood[], 7, 'x', '{1,2,3}'), (2, NULL, '{}', NULL, E'\\N', NULL);
INSERT INTO compounds (id, ne, ip, op, ops) VALUES (3, 'x', '(1,"x, ""y"" \\ z")', ROW(ROW(1, E'\t"\\'), 'sad', ARRAY[ROW(NULL, ''), NULL, ROW(2, NULL)]::inner_pair[], 4), ARRAY[ROW(NULL, NULL, NULL, NULL), NULL]::outer_pair[]), (4, 'x', '(,)', ROW(NULL, NULL, '{}', NULL), '{}'), (5, 'x', NULL, NULL, NULL), (6, 'x', '(,"")', NULL, NULL);
INSERT INTO compounds (id, ne, ia, ta, ba, ja) VALUES (7, 'x', '{1,NULL,3}', ARRAY['NULL', NULL, '', '{,}', '"', E'\\'], ARRAY['\x00'::bytea, '', NULL], ARRAY['{"a":1, "a":2}'::json]), (8, 'x', '[0:1][5:6]={{1,2},{3,4}}', ARRAY[E'a\tb', E'c\nd'], '{}', '{}'), (9, 'x', '{{{1}}}', '[-2:-1]={a,b}', NULL, NULL);
INSERT INTO compounds (id, ne, r4, rn, rt, rd, fr, frs, tr, trs, mr, mt) VALUES (10, 'x', 'empty', '[1.0,1.00]', '[2026-01-01 00:00+00,infinity)', '(,2026-01-01)', '[-0,NaN]', '{[0,1),[2,Infinity]}', '["a, b","c\"")', '{"[a,b)",empty}', '{[1,3),[5,8)}', '{[2026-01-01 00:00,2026-01-02 00:00),[2026-02-01 00:00,)}'), (11, 'x', '(,)', '(,)', '(,)', 'empty', 'empty', '{}', '(,)', '{}', '{}', '{}');
INSERT INTO of_type VALUES (1, 'x'), (NULL, NULL), (1, 'x');
-- target
INSERT INTO compounds (id, ne, ia, ip) VALUES (7, 'x', '[0:2]={1,NULL,3}', '(,)'), (4, 'y', NULL, '(,"")'), (6, 'x', NULL, '(,)');
-- change
UPDATE compounds SET ia = '[2:4]={1,NULL,3}' WHERE id = 7;
UPDATE compounds SET ip = '(,)' WHERE id = 6;
UPDATE compounds SET ip = NULL WHERE id = 4;
UPDATE compounds SET rn = '[1.00,1.0]' WHERE id = 10;
