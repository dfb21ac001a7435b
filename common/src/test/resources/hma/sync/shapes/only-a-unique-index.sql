-- both
CREATE TABLE one (id integer NOT NULL, v text);
CREATE UNIQUE INDEX one_of_each ON one (id);
CREATE TABLE two (a text NOT NULL, v text, b integer NOT NULL, CONSTRAINT two_together UNIQUE (b, a));
CREATE TABLE choice (maybe integer UNIQUE, id integer NOT NULL, v text, z integer NOT NULL, UNIQUE (id) INCLUDE (v));
CREATE UNIQUE INDEX some_of_them ON choice (z) WHERE v = 'x';
CREATE TABLE descending (id integer NOT NULL, v text);
CREATE UNIQUE INDEX backwards ON descending (id DESC NULLS LAST);
-- source
INSERT INTO one SELECT n, 'v' || n FROM generate_series(1, 300) n;
INSERT INTO two SELECT 'a' || n, 'v', n % 10 FROM generate_series(1, 200) n;
INSERT INTO choice SELECT nullif(n % 50, 0) + 50 * (n / 50), n, 'v' || n, 1 FROM generate_series(1, 100) n;
INSERT INTO descending SELECT n, 'v' || n FROM generate_series(1, 300) n;
-- target
INSERT INTO one SELECT n, 'v' || n FROM generate_series(100, 400) n;
INSERT INTO descending SELECT n, 'v' || n FROM generate_series(1, 300) n;
-- change
UPDATE one SET v = NULL WHERE id % 100 = 0;
UPDATE one SET id = -id WHERE id = 1;
DELETE FROM two WHERE b = 3;
UPDATE choice SET v = 'x', z = id WHERE id < 5;
UPDATE descending SET v = '' WHERE id IN (1, 150, 300);
