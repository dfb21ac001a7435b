INSERT INTO emptied SELECT generate_series(1, 10);
INSERT INTO no_columns DEFAULT VALUES;
INSERT INTO no_key VALUES ('of old', 1);
