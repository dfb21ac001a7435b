INSERT INTO department (name) VALUES ('of old');
INSERT INTO person (department, email) VALUES (1, 'p1'), (1, 'p0');
UPDATE department SET head = 2;
INSERT INTO badge VALUES ('area 1', 1, 2);
INSERT INTO door VALUES ('area 1', 1);
