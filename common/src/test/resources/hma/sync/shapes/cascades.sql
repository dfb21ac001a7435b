-- both
CREATE TABLE parent (id integer PRIMARY KEY, code text UNIQUE);
CREATE TABLE cascading (id integer PRIMARY KEY, parent integer REFERENCES parent ON DELETE CASCADE ON UPDATE CASCADE);
CREATE TABLE grandchild (id integer PRIMARY KEY, of integer REFERENCES cascading ON DELETE CASCADE);
CREATE TABLE nulling (id integer PRIMARY KEY, code text REFERENCES parent (code) ON DELETE SET NULL ON UPDATE SET NULL);
CREATE TABLE defaulting (id integer PRIMARY KEY, parent integer DEFAULT 1 REFERENCES parent ON DELETE SET DEFAULT ON UPDATE SET DEFAULT);
CREATE TABLE half (id integer PRIMARY KEY, a integer, b text, UNIQUE (a, b));
CREATE TABLE nulls_one_column (id integer PRIMARY KEY, a integer, b text, FOREIGN KEY (a, b) REFERENCES half (a, b) ON DELETE SET NULL (b));
CREATE TABLE restricting (id integer PRIMARY KEY, parent integer REFERENCES parent ON DELETE RESTRICT);
-- source
INSERT INTO parent SELECT n, 'code ' || n FROM generate_series(1, 50) n;
INSERT INTO cascading SELECT n, 1 + n % 50 FROM generate_series(1, 100) n;
INSERT INTO grandchild SELECT n, n FROM generate_series(1, 100) n;
INSERT INTO nulling SELECT n, 'code ' || (1 + n % 50) FROM generate_series(1, 100) n;
INSERT INTO defaulting SELECT n, 1 + n % 50 FROM generate_series(1, 100) n;
INSERT INTO half SELECT n, n, 'b' || n FROM generate_series(1, 20) n;
INSERT INTO nulls_one_column SELECT n, n, 'b' || n FROM generate_series(1, 20) n;
INSERT INTO restricting SELECT n, 50 FROM generate_series(1, 3) n;
-- target
INSERT INTO parent VALUES (1, 'code 1'), (2, 'of old'), (99, 'gone');
INSERT INTO cascading VALUES (1, 99), (2, 2), (3, 1);
INSERT INTO grandchild VALUES (1, 1), (2, 2), (3, 3);
INSERT INTO nulling VALUES (1, 'gone'), (2, 'code 1');
INSERT INTO defaulting VALUES (1, 99), (2, 2);
INSERT INTO restricting VALUES (1, 99);
-- change
DELETE FROM parent WHERE id IN (3, 4, 5);
UPDATE parent SET id = id + 1000, code = code || ' moved' WHERE id IN (6, 7);
DELETE FROM half WHERE id < 4;
