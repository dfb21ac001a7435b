-- both
CREATE TABLE duplicates (a text, b integer);
CREATE TABLE unique_but_nullable (a integer UNIQUE, b text);
CREATE TABLE unique_in_part (a integer NOT NULL, b text);
CREATE UNIQUE INDEX only_some ON unique_in_part (a) WHERE b IS NOT NULL;
CREATE TABLE unique_expression (a text NOT NULL);
CREATE UNIQUE INDEX without_case ON unique_expression (lower(a));
CREATE TABLE unique_later (a integer NOT NULL UNIQUE DEFERRABLE INITIALLY DEFERRED, b text);
CREATE TABLE nulls_are_one (a integer, b text, UNIQUE NULLS NOT DISTINCT (a));
-- source
INSERT INTO duplicates SELECT 'a' || n % 3, n % 2 FROM generate_series(1, 60) n;
INSERT INTO duplicates VALUES (NULL, NULL), (NULL, NULL), ('', NULL), ('', NULL), (NULL, 0);
INSERT INTO unique_but_nullable VALUES (NULL, 'x'), (NULL, 'x'), (1, 'y');
INSERT INTO unique_in_part VALUES (1, NULL), (1, NULL), (1, 'x');
INSERT INTO unique_expression VALUES ('A'), ('b');
INSERT INTO unique_later VALUES (1, 'x'), (2, 'y');
INSERT INTO nulls_are_one VALUES (NULL, 'x'), (1, 'y');
-- target
INSERT INTO duplicates SELECT 'a' || n % 3, n % 2 FROM generate_series(1, 59) n;
INSERT INTO unique_but_nullable VALUES (NULL, 'x');
INSERT INTO unique_expression VALUES ('a'), ('B');
INSERT INTO unique_later VALUES (1, 'y'), (2, 'x');
-- change
DELETE FROM duplicates WHERE ctid IN (SELECT ctid FROM duplicates WHERE a = 'a1' LIMIT 2);
INSERT INTO duplicates VALUES ('a1', 1), (NULL, NULL);
UPDATE unique_but_nullable SET b = 'z' WHERE a IS NULL;
UPDATE unique_later SET a = 3 - a;
UPDATE nulls_are_one SET b = 'z' WHERE a IS NULL;
UPDATE unique_expression SET a = 'B' WHERE a = 'b';
