INSERT INTO always (v) VALUES ('of old');
INSERT INTO computed VALUES (1, 1000);
INSERT INTO only_computed DEFAULT VALUES;
