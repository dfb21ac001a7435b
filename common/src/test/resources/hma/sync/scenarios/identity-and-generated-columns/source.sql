INSERT INTO always (v) SELECT 'v' || n FROM generate_series(1, 20) n;
INSERT INTO by_default (v) SELECT 'v' || n FROM generate_series(1, 20) n;
INSERT INTO by_default (id, v) VALUES (1000, 'explicit');
INSERT INTO computed SELECT n, 1000 FROM generate_series(1, 50) n;
INSERT INTO only_computed DEFAULT VALUES;
INSERT INTO only_computed DEFAULT VALUES;
