INSERT INTO guarded VALUES (1, 'of old');
