-- both
CREATE TABLE by_bytes (k bytea PRIMARY KEY, v text);
CREATE TABLE by_bits (k bit varying(64) PRIMARY KEY, b bit(3) NOT NULL);
-- source
INSERT INTO by_bytes SELECT sha256(n::text::bytea), n FROM generate_series(1, 500) n;
INSERT INTO by_bytes VALUES ('', 'empty'), ('\x00', 'zero'), ('\x0000', 'two zeros'), ('\xff', 'ff'), ('\x5c', 'backslash'), ('\x0a09', 'white');
INSERT INTO by_bits VALUES ('', '000'), ('0', '001'), ('00', '010'), ('1', '011'), (B'1010101010101010101010101010101010101010', '111');
-- target
INSERT INTO by_bytes VALUES ('\x00', 'old'), ('\x01', 'old');
INSERT INTO by_bits VALUES ('0', '111'), ('01', '001');
-- change
UPDATE by_bytes SET v = 'changed' WHERE k IN ('', '\x00', '\x5c');
DELETE FROM by_bytes WHERE k = '\x0000';
UPDATE by_bits SET k = k || B'1' WHERE k = '0';
