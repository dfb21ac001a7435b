INSERT INTO plain VALUES (7, 'of old');
INSERT INTO ruled VALUES (3, 'of old')
