-- both
CREATE TABLE numbers (id integer PRIMARY KEY, s smallint, i integer, b bigint, n numeric, n2 numeric(8, 3), f4 real, f8 double precision, m money, o oid);
CREATE TABLE without_key (n numeric, f8 double precision);
-- source
INSERT INTO numbers (id, n, f4, f8) VALUES (1, 'NaN', 'NaN', 'NaN'), (2, 'Infinity', 'Infinity', 'Infinity'), (3, '-Infinity', '-Infinity', '-Infinity'), (4, 1.0, '-0', '-0'), (5, 1.00, 0, 0), (6, 1, 0.1, 0.1), (7, 1e-30, 1.1754944e-38, 4.9406564584124654e-324), (8, 123456789012345678901234567890.1234567890, 3.4028235e+38, 1.7976931348623157e308), (9, 0.000, 1e-45, 0.30000000000000004), (10, -0.0, 16777217, 9007199254740993), (11, 1e131071, 1, 1), (12, 1e-16383, 1, 1);
INSERT INTO numbers (id, s, i, b, n2, m, o) VALUES (20, -32768, -2147483648, -9223372036854775808, -99999.999, -92233720368547758.08, 0), (21, 32767, 2147483647, 9223372036854775807, 99999.999, 92233720368547758.07, 4294967295), (22, 0, 0, 0, 0, 0, 1);
INSERT INTO without_key VALUES (1.0, '-0'), (1.00, 0), (1.0, '-0');
-- target
INSERT INTO numbers (id, n, f8) VALUES (4, 1.00, 0), (5, 1.0, '-0'), (6, 1.000, 0.10000000000000002), (1, 'Infinity', 'NaN');
INSERT INTO without_key VALUES (1.0, 0), (1.00, '-0'), (1.0, '-0');
-- change
UPDATE numbers SET n = 1.0000, f8 = 0 WHERE id = 4;
UPDATE numbers SET f4 = '-0' WHERE id = 5;
UPDATE without_key SET n = 1.000 WHERE n = 1.0;
