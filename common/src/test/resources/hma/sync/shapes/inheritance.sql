-- both
CREATE TABLE parent (id integer PRIMARY KEY, v text);
CREATE TABLE child (extra text) INHERITS (parent);
CREATE TABLE grandchild (more text, PRIMARY KEY (id)) INHERITS (child);
CREATE TABLE other_parent (w text);
CREATE TABLE of_both (v text, own integer) INHERITS (parent, other_parent);
CREATE TABLE refers (id integer PRIMARY KEY REFERENCES parent);
-- source
INSERT INTO parent SELECT n, 'parent' FROM generate_series(1, 50) n;
INSERT INTO child SELECT n, 'child', 'e' FROM generate_series(1, 50) n;
INSERT INTO child VALUES (1, 'child', 'e'), (1, 'child', 'e');
INSERT INTO grandchild SELECT n, 'grandchild', 'e', 'm' FROM generate_series(1, 50) n;
INSERT INTO of_both (id, v, w, own) SELECT n, 'both', 'w', n FROM generate_series(1, 20) n;
INSERT INTO other_parent VALUES ('alone'), ('alone');
INSERT INTO refers SELECT generate_series(1, 50);
-- target
INSERT INTO parent VALUES (1, 'of old'), (77, 'of old');
INSERT INTO grandchild VALUES (1, 'of old'), (78, 'of old');
INSERT INTO refers VALUES (77);
-- change
UPDATE ONLY parent SET v = 'changed' WHERE id = 7;
UPDATE parent SET v = 'all of them' WHERE id = 8;
DELETE FROM child WHERE id = 9;
DELETE FROM ONLY child WHERE id = 1;
INSERT INTO refers SELECT NULL::integer WHERE false;
DELETE FROM refers WHERE id > 40;
DELETE FROM parent WHERE id > 45;
