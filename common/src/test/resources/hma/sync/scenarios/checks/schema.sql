CREATE FUNCTION helper(text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN $1 > ''A''; END';
CREATE FUNCTION unqualified(text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN helper($1); END';
DO $$ BEGIN EXECUTE format('ALTER ROLE %I IN DATABASE %I SET search_path = checks, public', current_user, current_database()); END $$;
CREATE TABLE checked (id integer PRIMARY KEY, name text CHECK (unqualified(name)), amount integer);
CREATE TABLE parent (id integer, amount integer);
CREATE TABLE child (own text) INHERITS (parent);
CREATE TABLE parted (id integer, amount integer) PARTITION BY RANGE (id);
CREATE TABLE parted_low PARTITION OF parted FOR VALUES FROM (0) TO (10);
CREATE TABLE parted_high PARTITION OF parted FOR VALUES FROM (10) TO (100);
