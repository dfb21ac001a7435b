-- both
CREATE TABLE a (id integer PRIMARY KEY, b integer NOT NULL);
CREATE TABLE b (id integer PRIMARY KEY, c integer NOT NULL);
CREATE TABLE c (id integer PRIMARY KEY, a integer NOT NULL);
ALTER TABLE a ADD CONSTRAINT a_to_b FOREIGN KEY (b) REFERENCES b DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE b ADD CONSTRAINT b_to_c FOREIGN KEY (c) REFERENCES c DEFERRABLE;
ALTER TABLE c ADD CONSTRAINT c_to_a FOREIGN KEY (a) REFERENCES a;
CREATE TABLE chicken (id integer PRIMARY KEY, egg integer);
CREATE TABLE egg (id integer PRIMARY KEY, chicken integer REFERENCES chicken);
ALTER TABLE chicken ADD FOREIGN KEY (egg) REFERENCES egg;
-- source
BEGIN;
SET CONSTRAINTS ALL DEFERRED;
INSERT INTO a SELECT n, n FROM generate_series(1, 40) n;
INSERT INTO c SELECT n, n FROM generate_series(1, 40) n;
INSERT INTO b SELECT n, n FROM generate_series(1, 40) n;
COMMIT;
INSERT INTO chicken SELECT n FROM generate_series(1, 20) n;
INSERT INTO egg SELECT n, 21 - n FROM generate_series(1, 20) n;
UPDATE chicken SET egg = id;
-- target
INSERT INTO chicken VALUES (7, NULL);
INSERT INTO egg VALUES (9, 7);
UPDATE chicken SET egg = 9;
-- change
UPDATE chicken SET egg = 21 - id WHERE id < 5;
UPDATE chicken SET egg = NULL WHERE egg = 20;
UPDATE a SET b = 41 - b;
DELETE FROM egg WHERE id = 20;
BEGIN;
INSERT INTO a VALUES (100, 100);
INSERT INTO c VALUES (100, 100);
INSERT INTO b VALUES (100, 100);
COMMIT;
