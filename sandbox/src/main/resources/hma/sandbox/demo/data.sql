-- Rows for the delivery fleet, each a pure function of its number: no clock, no chance.
-- How many come from the session: demo.<table>, set before this file runs.

CREATE FUNCTION pg_temp.planned(name text) RETURNS bigint LANGUAGE sql STABLE
  RETURN current_setting('demo.' || name)::bigint;

-- The nth depot's id, by its identity's start and increment.
CREATE FUNCTION pg_temp.depot(n bigint) RETURNS integer LANGUAGE sql STABLE
  RETURN (100 + 10 * (n % pg_temp.planned('depot')))::integer;

CREATE FUNCTION pg_temp.vehicle(n bigint) RETURNS uuid LANGUAGE sql STABLE
  RETURN md5('vehicle ' || n % pg_temp.planned('vehicle'))::uuid;

INSERT INTO region (parent_id, name)
SELECT nullif((i / 3)::integer, 0), 'Region ' || chr((64 + (i - 1) % 26 + 1)::integer) || ' – ' || i
FROM generate_series(1, pg_temp.planned('region')) AS i;

INSERT INTO depot (region_id, manager_id, name, location, opens, network)
SELECT
  i % pg_temp.planned('region') + 1,
  CASE WHEN i % 4 <> 0 THEN i % pg_temp.planned('driver') + 1 END,
  'Dépôt "' || i || '"',
  point(i % 180 - 90 + 0.1, i % 90 / 7.0::double precision),
  time '05:00' + (i % 7) * interval '17 minutes',
  ('10.' || i % 256 || '.0.0/16')::inet
FROM generate_series(1, pg_temp.planned('depot')) AS i;

INSERT INTO driver (depot_id, mentor_id, name, phones, hired_on, licence_scan, revision)
SELECT
  pg_temp.depot(i),
  CASE WHEN i % 5 = 0 THEN i / 5 END,
  (ARRAY['Zoë', 'Łukasz', '李雷', 'Олена', 'Ali'])[i % 5 + 1] || ' ' || md5(i::text),
  CASE WHEN i % 11 = 0 THEN '{}' ELSE ARRAY['+49 ' || i, NULL, 'a,b"c\d{' || i || '}'] END,
  date '2010-01-01' + (i % 5000)::integer,
  CASE WHEN i % 3 = 0 THEN decode(md5(i::text), 'hex') END,
  i % 10
FROM generate_series(1, pg_temp.planned('driver')) AS i;

INSERT INTO vehicle
SELECT
  pg_temp.vehicle(i),
  pg_temp.depot(i),
  CASE WHEN i % 6 <> 0 THEN i % pg_temp.planned('driver') + 1 END,
  'HMA-' || lpad(i::text, 8, '0'),
  (enum_range(NULL::"Vehicle state"))[i % 4 + 1],
  jsonb_build_object(
    'seats', i % 9, 'range', i / 3.0, 'tags', jsonb_build_array('a', i, NULL), 'näme', 'ü' || i),
  ARRAY[ARRAY[2.1 + i % 5, 2.25], ARRAY[2.3, NULL]]::numeric(4, 2)[][],
  (i % 900000)::numeric + 0.125,
  (i % 256)::integer::bit(8),
  make_interval(months => (i % 24)::integer, days => (i % 40)::integer, secs => i % 3600 + 0.000001),
  timestamp with time zone '2026-01-01 00:00:00+00' + i * interval '61.000001 seconds'
FROM generate_series(1, pg_temp.planned('vehicle')) AS i;

INSERT INTO product
SELECT
  'SKU-' || lpad(i::text, 8, '0'),
  E'Tab\there, back\\slash and ''quote'' №' || i,
  (i % 9999) / 100.0 + 0.01,
  (i % 70000) / 7.0,
  ROW((i % 900)::integer, NULL, 'box, "' || i || '"')::dimensions,
  i % 13 = 0
FROM generate_series(1, pg_temp.planned('product')) AS i;

INSERT INTO customer (name, email, tags, preferences, joined_at)
SELECT
  CASE i % 4
    WHEN 0 THEN E'Line one\nline two\r\n' || md5(i::text)
    WHEN 1 THEN 'Müller & Söhne 🚚 ' || md5(i::text)
    WHEN 2 THEN E'\\N \\. \\' || i
    ELSE md5(i::text) || md5((-i)::text)
  END,
  CASE WHEN i % 10 <> 0 THEN 'customer' || i || '@example.org' END,
  CASE WHEN i % 7 = 0 THEN '{}' ELSE ARRAY['tag ' || i % 17, '', 'NULL', NULL] END,
  CASE WHEN i % 5 <> 0 THEN
    jsonb_build_object('n', i, 'big', 12345678901234567890.123456789 + i, 'text', md5(i::text)) END,
  timestamp with time zone '2020-02-29 12:00:00+00' + i * interval '977.123456 seconds'
FROM generate_series(1, pg_temp.planned('customer')) AS i;

INSERT INTO account (id)
SELECT i FROM generate_series(1, pg_temp.planned('account')) AS i;

INSERT INTO "order" (customer_id, last_delivery_id, placed_at, currency, note)
SELECT
  i * 31 % pg_temp.planned('customer') + 1,
  CASE WHEN i <= pg_temp.planned('delivery') THEN i END,
  timestamp '2025-06-01 08:00:00' + i * interval '13.5 seconds',
  (ARRAY['EUR', 'USD', 'K'])[i % 3 + 1],
  CASE i % 3 WHEN 0 THEN '' WHEN 1 THEN NULL ELSE 'leave at ' || md5(i::text) END
FROM generate_series(1, pg_temp.planned('order')) AS i;

INSERT INTO order_line (order_id, line, sku, quantity, unit_price)
SELECT
  (i - 1) % pg_temp.planned('order') + 1,
  (i - 1) / pg_temp.planned('order') + 1,
  'SKU-' || lpad((i * 17 % pg_temp.planned('product') + 1)::text, 8, '0'),
  i % 12 + 1,
  (i % 50000) / 100.0
FROM generate_series(1, pg_temp.planned('order_line')) AS i;

INSERT INTO delivery (order_id, vehicle_id, driver_id, proof, events, delivered_at)
SELECT
  (i - 1) % pg_temp.planned('order') + 1,
  pg_temp.vehicle(i),
  CASE WHEN i % 8 <> 0 THEN i % pg_temp.planned('driver') + 1 END,
  decode(md5(i::text) || md5((i + 1)::text), 'hex'),
  jsonb_build_array(jsonb_build_object('at', i, 'what', 'loaded'), 'signed by ' || md5(i::text)),
  CASE WHEN i % 9 = 0 THEN 'infinity'
    WHEN i % 10 <> 0 THEN
      timestamp with time zone '2025-06-02 00:00:00+00' + i * interval '29.25 seconds' END
FROM generate_series(1, pg_temp.planned('delivery')) AS i;

INSERT INTO shift
SELECT
  i % pg_temp.planned('driver') + 1,
  timestamp with time zone '2026-01-01 04:00:00+00' + i * interval '1 hour',
  (i % 12) + 1 / 3.0::double precision,
  CASE WHEN i % 2 = 0 THEN ARRAY[interval '15 minutes', interval '1 day -02:00'] END,
  CASE WHEN i % 20 = 0 THEN 'night, ' || md5(i::text) END
FROM generate_series(1, pg_temp.planned('shift')) AS i;

INSERT INTO telemetry
SELECT
  pg_temp.vehicle(i),
  timestamp with time zone '2026-01-01 00:00:00+00'
    + i * (interval '90 days' / pg_temp.planned('telemetry')),
  point(i / 3.0::double precision, -i / 7.0::double precision),
  CASE WHEN i % 30 = 0 THEN 'NaN'::real ELSE (i % 1300) / 10.0::real END,
  decode(md5(i::text), 'hex')
FROM generate_series(1, pg_temp.planned('telemetry')) AS i;

INSERT INTO "back office"."Depot remark"
SELECT
  CASE WHEN i % 4 <> 0 THEN pg_temp.depot(i / 2) END,
  CASE WHEN i % 3 <> 0 THEN 'remark ' || i / 2 END,
  date '2026-01-01' + (i / 2 % 300)::integer
FROM generate_series(1, pg_temp.planned('remark')) AS i;

INSERT INTO "back office".awkward_value (kind, content, quantity, reading, at, during, document)
VALUES
  ('nothing', NULL, NULL, NULL, NULL, NULL, NULL),
  ('empty', '', 0, 0, 'epoch', 'empty', '{}'),
  ('scale', '1.0', 1.0, 1.0, '2026-01-01 00:00:00+00', NULL, '1.0'),
  ('more scale', '1.00', 1.00, 1e0, '2026-01-01 00:00:00.000001+00', NULL, '1.00'),
  ('not a number', 'NaN', 'NaN', 'NaN', NULL, NULL, '"NaN"'),
  ('infinity', 'infinity', 'Infinity', '-Infinity', 'infinity', '[-infinity,infinity]', 'null'),
  ('negative zero', '-0', -0.0, '-0', '0001-01-01 00:00:00+00', '(,)', '-0'),
  ('long number', NULL, 12345678901234567890123456789.0123456789012345678901234567890, 0.1, NULL,
    NULL, '{"b":1,"a":2,"b":3}'),
  ('smallest reading', NULL, 1e-300, 5e-324, '4713-01-01 00:00:00+00 BC', NULL, ' [ 1 , 2 ] '),
  ('control', E'\x01\x02\t\n\r\x7f', NULL, NULL, NULL, NULL, NULL),
  ('copy text', E'\\N\n\\.\n\\\\t', NULL, NULL, NULL, NULL, NULL),
  ('unicode', E'e\u0301 é \U0001F69A \u202E \uFEFF', NULL, NULL, '294276-12-31 00:00:00+00',
    '[2026-03-29 01:30:00+00,2026-10-25 02:30:00+00)', '{"🚚":"\u00e9"}');
