INSERT INTO "Large" SELECT n, n, n, n FROM generate_series(1, 10) n;
INSERT INTO part VALUES (1, 1);
INSERT INTO split VALUES (1, '2026-05-05')
