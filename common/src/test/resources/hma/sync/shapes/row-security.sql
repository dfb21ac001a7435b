-- both
CREATE TABLE guarded (id integer PRIMARY KEY, owner text);
ALTER TABLE guarded ENABLE ROW LEVEL SECURITY;
CREATE POLICY nobodys ON guarded USING (owner = 'nobody') WITH CHECK (false);
CREATE TABLE guarded_without_policy (id integer PRIMARY KEY REFERENCES guarded);
ALTER TABLE guarded_without_policy ENABLE ROW LEVEL SECURITY;
CREATE TABLE forced_but_off (id integer PRIMARY KEY);
ALTER TABLE forced_but_off FORCE ROW LEVEL SECURITY;
-- source
INSERT INTO guarded SELECT n, 'somebody' FROM generate_series(1, 50) n;
INSERT INTO guarded_without_policy SELECT generate_series(1, 50);
INSERT INTO forced_but_off SELECT generate_series(1, 50);
-- target
INSERT INTO guarded VALUES (1, 'of old'), (77, 'of old');
-- change
DELETE FROM guarded_without_policy WHERE id = 5;
UPDATE guarded SET owner = 'nobody' WHERE id = 6;
