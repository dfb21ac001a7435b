-- both
CREATE TABLE node (id integer PRIMARY KEY, parent integer REFERENCES node ON DELETE CASCADE, twin integer UNIQUE REFERENCES node (twin));
CREATE TABLE pair (a integer, b integer, of_a integer, of_b integer, PRIMARY KEY (a, b), FOREIGN KEY (of_a, of_b) REFERENCES pair MATCH FULL ON UPDATE CASCADE);
-- source
INSERT INTO node SELECT n, nullif(n / 2, 0), n FROM generate_series(1, 200) n;
INSERT INTO pair SELECT n, -n, n, -n FROM generate_series(1, 30) n;
-- target
INSERT INTO node VALUES (500, 500, NULL), (2, 500, NULL), (3, 2, NULL);
-- change
DELETE FROM node WHERE id = 3;
UPDATE node SET parent = NULL WHERE id = 2;
INSERT INTO node VALUES (1000, 1000, 1000);
UPDATE pair SET a = 1000 + a WHERE a < 10;
