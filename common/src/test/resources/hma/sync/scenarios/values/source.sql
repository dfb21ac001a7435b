SET standard_conforming_strings = on;
INSERT INTO value (id, t) VALUES
  (1, ''), (2, NULL), (3, E'tab\tnew\nline\rreturn\\ backslash'), (4, '\.'), (5, '\N'), (6, 'N'), (7, 'ünï 中 😀 🧑‍🚀'),
  (8, E'\b\f\v\u0001'), (9, ' '), (10, '"quoted", (parens)'), (11, repeat('😀\', 300000)), (12, E'\\.\n\\.'), (13, 'NULL');
INSERT INTO value (id, vc, c, j, jb, ia, ta, b) VALUES
  (20, 'a', 'b', '{"a" :  1,"a":2}', '{"b": 1.00, "a": [null, "\u00fc\\"]}', '{1,NULL,3}', ARRAY['NULL', NULL, '', '{,}', '"', E'\\'], '\x00ff5c'),
  (21, '', '', 'null', 'null', '{}', '{}', ''), (22, NULL, NULL, '"\u0041"', '"\\N"', '[0:1][5:6]={{1,2},{3,4}}', ARRAY[E'a\tb'], decode(repeat('00ff', 70000), 'hex'));
INSERT INTO value (id, ts, tz, d, ti, ttz, i) VALUES
  (30, 'infinity', '-infinity', 'infinity', '24:00', '23:59:59.999999-15:59', '-1 year 2 months -3 days 04:05:06.789'),
  (31, '0044-03-15 12:00:00.000001 BC', '4713-01-01 00:00 BC', '4713-01-01 BC', '00:00', '00:00+14', '178000000 years'),
  (32, '294276-12-31 23:59:59.999999', '2026-03-29 01:30:00.5+00', '5874897-12-31', '12:00:00.1', '12:00:00-08', '1 microsecond'),
  (33, '0001-01-02', '1890-01-01 12:00:00+01', '2026-02-03', NULL, NULL, '-00:00:01');
INSERT INTO value (id, n, f4, f8) VALUES
  (40, 'NaN', 'NaN', 'NaN'), (41, 'Infinity', '-Infinity', 'Infinity'), (42, 1.0, '-0', '-0'), (43, 1.00, '0', '0'),
  (44, 1e-30, 1.1754944e-38, 4.9406564584124654e-324), (45, 123456789012345678901234567890.123456789, 3.4028235e+38, 0.1), (46, 1, 0.1, 1.7976931348623157e308);
INSERT INTO value (id, u, ip, bits, r, mr, p, m, po, co, mo, x, v, o) VALUES
  (50, 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '10.0.0.1/8', '10110', '[2026-01-01 00:00+00,infinity)', '{[1,3),[5,8)}', '(1.5,-0)', 'very, "happy"', 7, '(1,"x, ""y""")', 1234.56, '<a b="c">&lt;</a>', 'a:1 b:2A', true),
  (51, NULL, '::1', '', 'empty', '{}', '(NaN,Infinity)', 'sad', NULL, '(,)', -0.01, 'text <b/>', '', false);
