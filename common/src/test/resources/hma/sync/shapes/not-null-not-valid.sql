-- since: 18
-- both
CREATE TABLE may_be_null (id integer PRIMARY KEY, v text);
CREATE TABLE not_enforced (id integer PRIMARY KEY, of integer);
-- source
INSERT INTO may_be_null VALUES (1, NULL), (2, 'x');
INSERT INTO not_enforced VALUES (1, 9), (2, -1);
ALTER TABLE may_be_null ADD CONSTRAINT v_is_there NOT NULL v NOT VALID;
ALTER TABLE not_enforced ADD CONSTRAINT only_says CHECK (of > 0) NOT ENFORCED, ADD CONSTRAINT nowhere FOREIGN KEY (of) REFERENCES may_be_null NOT ENFORCED;
-- target
INSERT INTO may_be_null VALUES (3, NULL);
ALTER TABLE may_be_null ADD CONSTRAINT v_is_there NOT NULL v NOT VALID;
ALTER TABLE not_enforced ADD CONSTRAINT only_says CHECK (of > 0) NOT ENFORCED, ADD CONSTRAINT nowhere FOREIGN KEY (of) REFERENCES may_be_null NOT ENFORCED;
-- change
DELETE FROM may_be_null WHERE id = 2;
INSERT INTO may_be_null VALUES (4, 'y');
