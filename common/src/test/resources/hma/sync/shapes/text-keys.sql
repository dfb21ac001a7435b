-- both
CREATE COLLATION blind (provider = icu, locale = 'und-u-ks-level1', deterministic = false);
CREATE COLLATION of_phone_books (provider = icu, locale = 'de-u-co-phonebk');
CREATE COLLATION numeric_order (provider = icu, locale = 'en-u-kn-true');
CREATE TABLE by_default_collation (k text PRIMARY KEY, v integer);
CREATE TABLE by_c (k text COLLATE "C" PRIMARY KEY, v integer);
CREATE TABLE by_posix (k varchar(80) COLLATE "POSIX" PRIMARY KEY, v integer);
CREATE TABLE by_phone_books (k text COLLATE of_phone_books PRIMARY KEY, v integer);
CREATE TABLE by_number (k text COLLATE numeric_order PRIMARY KEY, v integer);
CREATE TABLE by_blind (k text COLLATE blind PRIMARY KEY, v integer);
CREATE TABLE of_two (a text COLLATE blind, b text COLLATE of_phone_books, v text, PRIMARY KEY (a, b));
CREATE TABLE padded (k char(12) PRIMARY KEY, v integer);
CREATE TABLE named (k name PRIMARY KEY, v integer);
-- source
INSERT INTO by_default_collation SELECT k, n FROM unnest(ARRAY['', ' ', 'a', 'A', 'ä', 'Ä', 'z', 'Z', 'ß', 'ss', E'\t', E'\n', '\', '\N', '\.', '''', '"', '😀', '中', 'a b', 'a-b', 'ab', 'é', E'e\u0301', '{', ',', '(', 'NULL', '%', '_']) WITH ORDINALITY AS u(k, n);
INSERT INTO by_default_collation SELECT md5(n::text), n FROM generate_series(1, 700) n;
INSERT INTO by_c TABLE by_default_collation;
INSERT INTO by_posix TABLE by_default_collation;
INSERT INTO by_phone_books TABLE by_default_collation;
INSERT INTO by_number SELECT 'item ' || n, n FROM generate_series(1, 300) n;
INSERT INTO by_blind VALUES ('Anna', 1), ('BERTA', 2), ('çelik', 3), ('Zoë', 4), ('', 5), ('x y', 6);
INSERT INTO of_two SELECT 'Key ' || n % 7, 'ü' || n, 'v' FROM generate_series(1, 100) n;
INSERT INTO padded VALUES ('', 0), ('a', 1), ('a b', 2), ('ä', 3), ('twelve bytes', 4), (E'\\', 5);
INSERT INTO named VALUES ('a', 1), ('A name of PostgreSQL', 2);
-- target
INSERT INTO by_default_collation VALUES ('a', 0), ('of old', 0), ('😀', 18);
INSERT INTO by_c VALUES ('a', 0), ('of old', 0), ('😀', 18);
INSERT INTO by_blind VALUES ('ANNA', 1), ('berta', 2), ('Celik', 3), ('other', 0);
INSERT INTO of_two VALUES ('KEY 1', 'ü1', 'v'), ('key 2', 'ue9', 'v');
INSERT INTO padded VALUES ('a', 0), ('b', 0);
-- change
UPDATE by_blind SET k = upper(k);
DELETE FROM by_blind WHERE k = 'ZOE';
UPDATE by_default_collation SET k = k || ' changed' WHERE v % 50 = 0;
UPDATE by_c SET k = upper(k) WHERE k = 'z' AND false;
DELETE FROM by_c WHERE k IN ('', '\', '\.', E'\t');
UPDATE by_c SET v = v + 1 WHERE k IN ('\N', E'\n', '''', '"', '(', 'NULL', '😀');
INSERT INTO by_number SELECT 'item ' || n, n FROM generate_series(1000, 1010) n;
UPDATE of_two SET a = lower(a) WHERE a = 'KEY 3';
UPDATE padded SET k = 'c' WHERE k = 'a';
