INSERT INTO reordered (id) VALUES (1);
