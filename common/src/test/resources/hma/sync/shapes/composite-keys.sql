-- both
CREATE TABLE three (c text, a integer, v text, b timestamptz, PRIMARY KEY (a, b, c));
CREATE TABLE including (a integer, b text, v text, PRIMARY KEY (a, b) INCLUDE (v));
CREATE TABLE low_cardinality (a boolean, b smallint, c integer, v text, PRIMARY KEY (a, b, c));
CREATE TABLE links (a integer, b integer, PRIMARY KEY (b, a));
-- source
INSERT INTO three SELECT 'c' || n % 3, n % 7, 'v' || n, timestamptz '2026-01-01 00:00+00' + n * interval '1 minute' FROM generate_series(1, 400) n;
INSERT INTO including SELECT n % 5, E'b\t' || n, 'v' FROM generate_series(1, 100) n;
INSERT INTO low_cardinality SELECT n % 2 = 0, n % 2, n, 'v' || n FROM generate_series(1, 1500) n;
INSERT INTO links SELECT n % 30, n / 30 FROM generate_series(0, 899) n;
-- target
INSERT INTO three SELECT 'c' || n % 3, n % 7, 'old' || n, timestamptz '2026-01-01 00:00+00' + n * interval '1 minute' FROM generate_series(100, 500) n;
INSERT INTO low_cardinality SELECT n % 2 = 0, n % 2, n, 'v' || n FROM generate_series(1, 1500) n;
INSERT INTO links VALUES (1, 1), (1, 1000);
-- change
UPDATE three SET a = a + 100 WHERE a = 3;
DELETE FROM three WHERE c = 'c1' AND a < 2;
INSERT INTO three VALUES ('', 0, NULL, '-infinity'), ('', 0, NULL, 'infinity');
UPDATE low_cardinality SET v = 'changed' WHERE c % 100 = 0;
DELETE FROM links WHERE a = 5;
INSERT INTO links VALUES (-1, -1), (2147483647, -2147483648);
