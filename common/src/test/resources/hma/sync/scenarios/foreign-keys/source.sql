INSERT INTO department (name) VALUES ('a'), ('b'), ('c');
INSERT INTO person (department, boss, email) SELECT 1 + n % 3, NULL, 'p' || n FROM generate_series(1, 300) n;
UPDATE person SET boss = 1 + id / 2 WHERE id > 1;
UPDATE department SET head = id * 7;
INSERT INTO badge SELECT 'area ' || n % 5, n, n FROM generate_series(1, 100) n;
INSERT INTO door SELECT area, number FROM badge;
INSERT INTO door VALUES (NULL, NULL), (NULL, NULL);
