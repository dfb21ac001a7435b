SELECT nextval('called') FROM generate_series(1, 77);
SELECT nextval('descending') FROM generate_series(1, 10);
SELECT nextval('cycling') FROM generate_series(1, 9);
SELECT nextval('at_maximum') FROM generate_series(1, 5);
SELECT nextval('exhausted') FROM generate_series(1, 3);
SELECT nextval('cached') FROM generate_series(1, 3);
SELECT setval('set_back', 500, false);
SELECT nextval('"Mixed.Case \ ''quoted'' ""twice"""') FROM generate_series(1, 3);
INSERT INTO with_serial DEFAULT VALUES;
