INSERT INTO virtual (a, v) SELECT n, 'v' || n FROM generate_series(1, 50) n;
