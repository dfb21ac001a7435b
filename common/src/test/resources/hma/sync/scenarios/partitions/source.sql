INSERT INTO kind SELECT generate_series(1, 5);
INSERT INTO by_range SELECT n, date '2024-12-20' + n, 1 + n % 5 FROM generate_series(1, 900) n;
INSERT INTO by_list VALUES ('a', 'x'), ('A', 'y'), ('b', 'z'), ('0c', NULL);
INSERT INTO refers SELECT id, day, 'a' FROM by_range;
INSERT INTO parent VALUES (1, 'parent'), (1, 'parent');
INSERT INTO child VALUES (1, 'child', 'e');
INSERT INTO grandchild VALUES (1, 'grandchild', 'e', 'm');
