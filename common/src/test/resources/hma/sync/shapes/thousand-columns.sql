-- both
DO $$ BEGIN EXECUTE 'CREATE TABLE wide (id integer PRIMARY KEY, ' || (SELECT string_agg('column_with_a_long_name_number_' || n || ' smallint', ', ') FROM generate_series(2, 1000) n) || ')'; END $$;
CREATE TABLE wide_text (id integer PRIMARY KEY);
DO $$ BEGIN EXECUTE 'ALTER TABLE wide_text ' || (SELECT string_agg('ADD "c ' || n || '" text', ', ') FROM generate_series(1, 400) n); END $$;
-- source
INSERT INTO wide SELECT generate_series(1, 20);
UPDATE wide SET column_with_a_long_name_number_2 = id, column_with_a_long_name_number_999 = -id, column_with_a_long_name_number_1000 = id % 3;
INSERT INTO wide_text (id, "c 1", "c 200", "c 400") SELECT n, 'first', '', 'last' FROM generate_series(1, 20) n;
-- target
INSERT INTO wide (id, column_with_a_long_name_number_500) VALUES (1, 1), (99, 1);
-- change
UPDATE wide SET column_with_a_long_name_number_777 = 7 WHERE id = 7;
DELETE FROM wide WHERE id = 8;
UPDATE wide_text SET "c 200" = NULL WHERE id = 9;
