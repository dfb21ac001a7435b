-- both
CREATE TABLE many (id bigint PRIMARY KEY, v integer, t text);
CREATE TABLE many_without_key (v integer, t text);
-- source
INSERT INTO many SELECT n, n % 1000, md5(n::text) FROM generate_series(1, 20000) n;
INSERT INTO many_without_key SELECT n % 100, 'same' FROM generate_series(1, 10000) n;
-- target
INSERT INTO many SELECT n, n % 1000, md5(n::text) FROM generate_series(1, 19000) n;
INSERT INTO many_without_key SELECT n % 100, 'same' FROM generate_series(1, 10000) n;
-- change
UPDATE many SET v = -1 WHERE id IN (1, 777, 12345, 20000);
DELETE FROM many WHERE id BETWEEN 5000 AND 5010;
INSERT INTO many SELECT n, 0, 'new' FROM generate_series(20001, 20050) n;
