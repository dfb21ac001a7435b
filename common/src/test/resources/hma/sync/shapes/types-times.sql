-- both
CREATE TABLE times (id integer PRIMARY KEY, ts timestamp, tz timestamptz, d date, t time, ttz timetz, i interval, ts0 timestamp(0), iy interval year to month, id2 interval day to second(2));
-- source
INSERT INTO times (id, ts, tz, d, t, ttz, i) VALUES
  (1, 'infinity', '-infinity', 'infinity', '24:00', '23:59:59.999999-15:59', '-1 year 2 months -3 days 04:05:06.789'),
  (2, '0044-03-15 12:00:00.000001 BC', '4713-01-01 00:00+00 BC', '4713-01-01 BC', '00:00', '00:00+14', '178000000 years'),
  (3, '294276-12-31 23:59:59.999999', '2026-03-29 01:30:00.5+00', '5874897-12-31', '12:00:00.1', '12:00:00-08', '1 microsecond'),
  (4, '0001-01-02', '1890-01-01 12:00:00+01', '2026-02-03', NULL, NULL, '-00:00:01'),
  (5, '2026-10-25 01:30', '2026-10-25 00:30+00', '2024-02-29', '23:59:60', '24:00:00+15:59:59', '1 day'),
  (6, '1900-01-01 00:00:00', '1850-01-01 00:00:00+00:19:32', '0001-01-01', '00:00:00.000001', '00:00:00.000001-00:30', '24 hours'),
  (7, '-infinity', 'infinity', '-infinity', '12:00', '13:00+01', '1 mon -1 days +00:00:00.000001');
INSERT INTO times (id, ts0, iy, id2) VALUES (10, '2026-01-01 00:00:00.6', '1 year 11 months', '1 day 01:02:03.456');
-- target
INSERT INTO times (id, ts, i, ttz) VALUES (5, '2026-10-25 01:30', '24 hours', '24:00:00+15:59:59'), (6, '1900-01-01', '1 day', NULL), (7, '-infinity', '30 days', '12:00+00');
-- change
UPDATE times SET i = '24 hours' WHERE id = 5;
UPDATE times SET ttz = '12:00+00' WHERE id = 7;
UPDATE times SET d = 'infinity', tz = '0001-12-31 23:59:59.999999 BC' WHERE id = 6;
