-- both
CREATE FUNCTION helper(text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN $1 > ''A''; END';
CREATE FUNCTION unqualified(text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN helper($1); END';
DO $$ BEGIN EXECUTE format('ALTER ROLE %I IN DATABASE %I SET search_path = %I', current_user, current_database(), current_schema()); END $$;
CREATE TABLE checked (
  id integer PRIMARY KEY,
  name text CHECK (unqualified(name)),
  fine boolean GENERATED ALWAYS AS (unqualified(name)) STORED);
CREATE INDEX checked_fine ON checked (unqualified(name));
-- source
INSERT INTO checked VALUES (1, 'a'), (2, 'b'), (3, NULL);
-- target
INSERT INTO checked VALUES (9, 'old');
-- change
UPDATE checked SET name = 'z' WHERE id = 1;
DELETE FROM checked WHERE id = 2;
