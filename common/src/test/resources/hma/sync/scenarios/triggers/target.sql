INSERT INTO plain VALUES (7, 'of old');
