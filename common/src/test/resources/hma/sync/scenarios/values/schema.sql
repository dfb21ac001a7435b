CREATE TYPE mood AS ENUM ('sad', 'ok', 'very, "happy"');
CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
CREATE TYPE pair AS (a integer, b text);
CREATE TABLE value (
  id integer PRIMARY KEY, t text, vc varchar(30), c char(5), j json, jb jsonb, ia integer[], ta text[], b bytea,
  ts timestamp, tz timestamptz, d date, ti time, ttz timetz, i interval, n numeric, f4 real, f8 double precision,
  u uuid, ip inet, bits varbit, r tstzrange, mr int4multirange, p point, m mood, po positive, co pair, mo money,
  x xml, v tsvector, o boolean);
