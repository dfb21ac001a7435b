SELECT nextval('never_called') FROM generate_series(1, 3);
SELECT nextval('called') FROM generate_series(1, 1000);
SELECT nextval('exhausted');
