INSERT INTO "Large"
SELECT n, CASE WHEN n > 1 THEN 'name ' || n END, n % 7, n, ARRAY['t' || n % 5, 'u' || n % 3],
       timestamptz '2026-01-01 00:00+00' + n * interval '1 minute'
FROM generate_series(1, 11000) n;
INSERT INTO part SELECT n, n / 3.0 FROM generate_series(1, 10500) n;
INSERT INTO grouped SELECT n, 'g' || n % 100 FROM generate_series(1, 10100) n;
INSERT INTO split SELECT n, date '2025-12-01' + n % 60 FROM generate_series(1, 24000) n;
ANALYZE
