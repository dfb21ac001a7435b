INSERT INTO reordered (id, a, b, c) SELECT n, 'a' || n, n * 2, n % 2 = 0 FROM generate_series(1, 50) n;
INSERT INTO extended SELECT generate_series(1, 5);
