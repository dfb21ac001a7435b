-- both
CREATE SCHEMA north;
CREATE SCHEMA south;
CREATE TABLE north.city (id integer PRIMARY KEY, name text);
CREATE TABLE south.city (id integer PRIMARY KEY, name text, twin integer REFERENCES north.city);
CREATE TABLE north.road (a integer REFERENCES north.city, b integer REFERENCES south.city, PRIMARY KEY (a, b));
CREATE SEQUENCE north.counter;
CREATE SEQUENCE south.counter;
CREATE TABLE south.counts (id bigint PRIMARY KEY DEFAULT nextval('north.counter'));
CREATE TYPE north.kind AS ENUM ('a', 'b');
CREATE TYPE south.kind AS ENUM ('c', 'd');
CREATE TABLE kinds (id integer PRIMARY KEY, n north.kind, s south.kind, na north.kind[], c north.city);
-- source
INSERT INTO north.city SELECT n, 'n' || n FROM generate_series(1, 20) n;
INSERT INTO south.city SELECT n, 's' || n, n FROM generate_series(1, 20) n;
INSERT INTO north.road SELECT n, 21 - n FROM generate_series(1, 20) n;
INSERT INTO south.counts SELECT FROM generate_series(1, 10);
SELECT nextval('south.counter') FROM generate_series(1, 3);
INSERT INTO kinds VALUES (1, 'a', 'd', '{b,a}', '(1,"x y")'), (2, NULL, NULL, '{}', NULL);
-- target
INSERT INTO north.city VALUES (1, 'of old');
INSERT INTO south.city VALUES (1, 'of old', 1);
-- change
DELETE FROM north.road WHERE a = 3;
DELETE FROM south.city WHERE id = 18;
UPDATE south.city SET twin = NULL WHERE id > 10;
INSERT INTO south.counts DEFAULT VALUES;
UPDATE kinds SET n = 'b' WHERE id = 1;
