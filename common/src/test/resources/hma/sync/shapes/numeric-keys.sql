-- both
CREATE TABLE by_numeric (k numeric PRIMARY KEY, v integer);
CREATE TABLE by_scaled (k numeric(20, 4) PRIMARY KEY, v integer);
CREATE TABLE by_bigint (k bigint PRIMARY KEY, v integer);
CREATE TABLE by_smallint (k smallint PRIMARY KEY, v integer);
CREATE TABLE by_double (k double precision PRIMARY KEY, v integer);
CREATE TABLE by_real (k real PRIMARY KEY, v integer);
CREATE TABLE by_money (k money PRIMARY KEY, v integer);
CREATE TABLE by_oid (k oid PRIMARY KEY, v integer);
-- source
INSERT INTO by_numeric VALUES ('NaN', 1), ('Infinity', 2), ('-Infinity', 3), (0.00, 4), (1.0, 5), (1e40, 6), (-1e-20, 7), (10.50, 8), (100, 9);
INSERT INTO by_numeric SELECT n * 1.10, n FROM generate_series(11, 400) n;
INSERT INTO by_scaled SELECT n * 0.0003, n FROM generate_series(1, 300) n;
INSERT INTO by_bigint VALUES (-9223372036854775808, 1), (9223372036854775807, 2), (0, 3), (-1, 4);
INSERT INTO by_bigint SELECT n * 1000003, n FROM generate_series(1, 1000) n;
INSERT INTO by_smallint SELECT n, n FROM generate_series(-32768, 32767, 97) n;
INSERT INTO by_double VALUES ('NaN', 1), ('Infinity', 2), ('-Infinity', 3), ('-0', 4), (0.1, 5), (4.9406564584124654e-324, 6), (1.7976931348623157e308, 7), (0.30000000000000004, 8), (0.3, 9);
INSERT INTO by_real VALUES ('NaN', 1), ('Infinity', 2), ('-0', 4), (0.1, 5), (16777216, 6), (1e-45, 7);
INSERT INTO by_money VALUES (-0.01, 1), (0, 2), (92233720368547758.07, 3);
INSERT INTO by_oid VALUES (0, 1), (4294967295, 2), (2147483648, 3);
-- target
INSERT INTO by_numeric VALUES (0, 4), (1, 5), (1.00000, 6) ON CONFLICT DO NOTHING;
INSERT INTO by_numeric VALUES ('NaN', 0), (10.5, 8), (100.00, 9);
INSERT INTO by_bigint SELECT n * 1000003, n FROM generate_series(1, 1000, 3) n;
INSERT INTO by_double VALUES (0, 4), ('NaN', 0), (0.3, 0);
INSERT INTO by_real VALUES (0, 4);
-- change
UPDATE by_numeric SET k = k * 1.000 WHERE v BETWEEN 4 AND 9;
UPDATE by_numeric SET v = -v WHERE k IN ('NaN', 'Infinity');
DELETE FROM by_bigint WHERE k IN (9223372036854775807, 2000006);
UPDATE by_bigint SET v = 0 WHERE k = -9223372036854775808;
UPDATE by_double SET k = 0 WHERE k = 0;
UPDATE by_double SET v = 0 WHERE k IN ('NaN', 0.3, 'Infinity', 4.9406564584124654e-324);
DELETE FROM by_double WHERE k = 0.30000000000000004;
UPDATE by_real SET v = 0 WHERE k = '0.1'::real;
DELETE FROM by_money WHERE k = 0::money;
UPDATE by_oid SET v = 7 WHERE k = 4294967295;
