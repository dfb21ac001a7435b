-- both
CREATE TABLE by_instant (k timestamptz PRIMARY KEY, v integer);
CREATE TABLE by_moment (k timestamp(3) PRIMARY KEY, v integer);
CREATE TABLE by_day (k date PRIMARY KEY, v integer);
CREATE TABLE by_time (k time, z timetz, PRIMARY KEY (k, z));
CREATE TABLE by_interval (k interval PRIMARY KEY, v integer);
-- source
INSERT INTO by_instant SELECT timestamptz '2026-03-29 00:30:00+00' + n * interval '0.333333 s', n FROM generate_series(1, 500) n;
INSERT INTO by_instant VALUES ('infinity', -1), ('-infinity', -2), ('0044-03-15 12:00:00.000001 BC', -3), ('294276-12-31 23:59:59.999999+00', -4);
INSERT INTO by_moment VALUES ('infinity', -1), ('-infinity', -2), ('2026-01-02 03:04:05.678', 3), ('4713-01-01 00:00 BC', 4);
INSERT INTO by_day SELECT date '2026-01-01' + n, n FROM generate_series(1, 300) n;
INSERT INTO by_day VALUES ('infinity', -1), ('-infinity', -2), ('0044-03-15 BC', -3), ('5874897-12-31', -4), ('2026-02-03' ::date - 3000, 5);
INSERT INTO by_time VALUES ('24:00', '24:00+15:59'), ('00:00', '00:00-15:59'), ('12:00:00.000001', '12:00+00'), ('12:00:00.000001', '13:00+01');
INSERT INTO by_interval VALUES ('24 hours', 1), ('30 days', 2), ('-1 year 2 months', 3), ('0', 4), ('1 microsecond', 5), ('178000000 years', 6);
-- target
INSERT INTO by_instant VALUES ('infinity', 0), ('2026-03-29 00:30:00.333333+00', 0), ('1999-01-01 00:00+00', 0);
INSERT INTO by_day SELECT date '2026-01-01' + n, 0 FROM generate_series(250, 350) n;
INSERT INTO by_interval VALUES ('1 day', 1), ('1 month', 2);
-- change
UPDATE by_instant SET v = 0 WHERE k IN ('infinity', '0044-03-15 12:00:00.000001 BC');
DELETE FROM by_instant WHERE k = '-infinity';
UPDATE by_instant SET k = k + interval '1 microsecond' WHERE v % 100 = 0;
UPDATE by_interval SET k = justify_hours(k) WHERE v < 3;
UPDATE by_day SET v = 9 WHERE k < '0001-01-01';
DELETE FROM by_time WHERE k = '24:00';
