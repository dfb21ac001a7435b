-- both
CREATE TABLE empty (id integer PRIMARY KEY, v text);
CREATE TABLE emptied (id integer PRIMARY KEY, v text);
CREATE TABLE filled (id integer PRIMARY KEY, v text);
CREATE TABLE without_columns ();
CREATE TABLE lost_its_columns (gone integer, went text);
ALTER TABLE lost_its_columns DROP COLUMN gone, DROP COLUMN went;
CREATE TABLE only_generated (g integer GENERATED ALWAYS AS (7) STORED);
CREATE TABLE refers_to_empty (id integer PRIMARY KEY REFERENCES empty);
-- source
INSERT INTO filled SELECT n, 'v' FROM generate_series(1, 10) n;
INSERT INTO without_columns DEFAULT VALUES;
INSERT INTO without_columns DEFAULT VALUES;
INSERT INTO lost_its_columns DEFAULT VALUES;
INSERT INTO only_generated DEFAULT VALUES;
INSERT INTO only_generated DEFAULT VALUES;
-- target
INSERT INTO empty VALUES (1, 'of old');
INSERT INTO emptied SELECT n, 'of old' FROM generate_series(1, 1000) n;
INSERT INTO refers_to_empty VALUES (1);
INSERT INTO without_columns DEFAULT VALUES;
-- change
INSERT INTO without_columns DEFAULT VALUES;
DELETE FROM lost_its_columns;
TRUNCATE filled;
INSERT INTO emptied VALUES (1, 'new');
