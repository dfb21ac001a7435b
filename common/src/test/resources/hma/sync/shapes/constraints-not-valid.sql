-- both
CREATE DOMAIN even AS integer;
CREATE TABLE parent (id integer PRIMARY KEY);
CREATE TABLE child (id integer PRIMARY KEY, parent integer, v integer, e even);
CREATE TABLE spotless (id integer PRIMARY KEY, parent integer CONSTRAINT valid REFERENCES parent, CONSTRAINT valid_check CHECK (id > 0));
ALTER TABLE spotless ADD CONSTRAINT not_valid_but_met FOREIGN KEY (parent) REFERENCES parent NOT VALID;
CREATE TABLE heir (extra integer) INHERITS (child);
CREATE TABLE parted (id integer, v integer) PARTITION BY RANGE (id);
CREATE TABLE parted_low PARTITION OF parted FOR VALUES FROM (0) TO (100);
CREATE TABLE parted_high PARTITION OF parted DEFAULT;
-- source
INSERT INTO parent SELECT generate_series(1, 20);
INSERT INTO child SELECT n, n, -n, n FROM generate_series(1, 30) n;
INSERT INTO heir SELECT n, n, -n, n, 1 FROM generate_series(31, 40) n;
INSERT INTO spotless SELECT n, n FROM generate_series(4, 20) n;
INSERT INTO parted SELECT n, -n FROM generate_series(1, 200) n;
ALTER TABLE child ADD CONSTRAINT orphans FOREIGN KEY (parent) REFERENCES parent ON DELETE CASCADE NOT VALID;
ALTER TABLE heir ADD CONSTRAINT positive CHECK (v > 0) NOT VALID;
ALTER TABLE child ADD CONSTRAINT positive CHECK (v > 0) NOT VALID;
ALTER TABLE child ADD CONSTRAINT never CHECK (false) NO INHERIT NOT VALID;
ALTER TABLE parted ADD CONSTRAINT positive CHECK (v > 0) NOT VALID;
ALTER DOMAIN even ADD CONSTRAINT is_even CHECK (VALUE % 2 = 0) NOT VALID;
COMMENT ON CONSTRAINT orphans ON child IS 'has orphans';
COMMENT ON CONSTRAINT positive ON child IS E'it''s not \\ met';
COMMENT ON CONSTRAINT positive ON parted_low IS 'of a partition';
-- target
INSERT INTO parent SELECT generate_series(1, 20);
INSERT INTO child SELECT n, n, -n, n FROM generate_series(25, 50) n;
INSERT INTO parted SELECT n, -n FROM generate_series(1, 200) n;
ALTER TABLE child ADD CONSTRAINT orphans FOREIGN KEY (parent) REFERENCES parent ON DELETE CASCADE NOT VALID;
ALTER TABLE heir ADD CONSTRAINT positive CHECK (v > 0) NOT VALID;
ALTER TABLE child ADD CONSTRAINT positive CHECK (v > 0) NOT VALID;
ALTER TABLE child ADD CONSTRAINT never CHECK (false) NO INHERIT NOT VALID;
ALTER TABLE parted ADD CONSTRAINT positive CHECK (v > 0) NOT VALID;
ALTER DOMAIN even ADD CONSTRAINT is_even CHECK (VALUE % 2 = 0) NOT VALID;
COMMENT ON CONSTRAINT orphans ON child IS 'has orphans';
COMMENT ON CONSTRAINT positive ON child IS E'it''s not \\ met';
COMMENT ON CONSTRAINT positive ON parted_low IS 'of a partition';
-- change
DELETE FROM parent WHERE id = 3;
DELETE FROM parted WHERE id > 190;
INSERT INTO parted VALUES (500, 1);
