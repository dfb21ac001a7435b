INSERT INTO value (id, t) VALUES (1, 'of old'), (99, 'of old');
