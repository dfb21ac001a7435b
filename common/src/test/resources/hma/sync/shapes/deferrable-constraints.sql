-- both
CREATE TABLE ranked (id integer PRIMARY KEY DEFERRABLE INITIALLY DEFERRED, rank integer NOT NULL, CONSTRAINT one_of_each UNIQUE (rank) DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE at_will (id integer PRIMARY KEY DEFERRABLE, rank integer UNIQUE DEFERRABLE INITIALLY IMMEDIATE);
CREATE TABLE booked (id integer PRIMARY KEY, during int4range, EXCLUDE USING gist (during WITH &&) DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE refers (id integer PRIMARY KEY, to_at_will integer, booked integer REFERENCES booked DEFERRABLE INITIALLY DEFERRED);
CREATE FUNCTION check_rank() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.rank > 5000 THEN RAISE 'too high'; END IF; RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER later AFTER INSERT OR UPDATE ON ranked DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_rank();
-- source
INSERT INTO ranked SELECT n, 101 - n FROM generate_series(1, 100) n;
INSERT INTO at_will SELECT n, 101 - n FROM generate_series(1, 100) n;
INSERT INTO booked SELECT n, int4range(n * 10, n * 10 + 10) FROM generate_series(1, 50) n;
INSERT INTO refers SELECT n, n, n FROM generate_series(1, 50) n;
-- target
INSERT INTO ranked SELECT n, n FROM generate_series(1, 100) n;
INSERT INTO at_will SELECT n, n FROM generate_series(1, 100) n;
INSERT INTO booked VALUES (1, '[1,10000)');
-- change
UPDATE ranked SET rank = 101 - rank;
UPDATE at_will SET rank = 101 - rank WHERE id BETWEEN 40 AND 61;
BEGIN;
UPDATE booked SET during = int4range(lower(during) + 5, upper(during) + 5);
COMMIT;
