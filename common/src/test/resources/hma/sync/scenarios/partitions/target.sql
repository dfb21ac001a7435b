INSERT INTO kind VALUES (1), (77);
INSERT INTO by_range VALUES (1, '2026-05-05', 77), (2, '1999-01-01', 77);
INSERT INTO by_list VALUES ('never', 'of old');
INSERT INTO refers VALUES (1, '2026-05-05', 'never');
INSERT INTO grandchild VALUES (2);
