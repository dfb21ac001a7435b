-- both
CREATE TABLE by_uuid (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), v integer);
CREATE TABLE refers (id uuid PRIMARY KEY, to_uuid uuid NOT NULL REFERENCES by_uuid ON DELETE CASCADE);
-- source
INSERT INTO by_uuid SELECT md5(n::text)::uuid, n FROM generate_series(1, 1200) n;
INSERT INTO by_uuid VALUES ('00000000-0000-0000-0000-000000000000', -1), ('ffffffff-ffff-ffff-ffff-ffffffffffff', -2);
INSERT INTO refers SELECT md5((-n)::text)::uuid, md5(n::text)::uuid FROM generate_series(1, 300) n;
-- target
INSERT INTO by_uuid SELECT md5(n::text)::uuid, n FROM generate_series(1, 1200, 2) n;
INSERT INTO by_uuid DEFAULT VALUES;
-- change
DELETE FROM by_uuid WHERE v % 100 = 0;
INSERT INTO by_uuid (v) SELECT n FROM generate_series(1, 20) n;
UPDATE by_uuid SET v = -v WHERE v IN (17, -1, -2);
