-- since: 18
-- both
CREATE TABLE virtual (a integer PRIMARY KEY, twice integer GENERATED ALWAYS AS (a * 2) VIRTUAL, v text, stored text GENERATED ALWAYS AS (v || '!') STORED);
CREATE TABLE only_virtual (g integer GENERATED ALWAYS AS (7) VIRTUAL);
-- source
INSERT INTO virtual (a, v) SELECT n, 'v' || n FROM generate_series(1, 50) n;
INSERT INTO only_virtual DEFAULT VALUES;
-- target
INSERT INTO virtual (a, v) VALUES (1, 'of old');
-- change
UPDATE virtual SET v = 'x' WHERE twice = 10;
DELETE FROM virtual WHERE a = 9;
