INSERT INTO virtual (a, v) VALUES (1, 'of old');
