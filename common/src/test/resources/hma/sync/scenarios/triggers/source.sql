INSERT INTO plain SELECT n, 'v' || n FROM generate_series(1, 5) n;
INSERT INTO parted SELECT n, 'v' || n FROM generate_series(1, 20) n;
INSERT INTO ruled VALUES (1, 'a'), (2, NULL)
