INSERT INTO guarded SELECT n, 'somebody' FROM generate_series(1, 20) n;
INSERT INTO refers_to_guarded SELECT generate_series(1, 20);
