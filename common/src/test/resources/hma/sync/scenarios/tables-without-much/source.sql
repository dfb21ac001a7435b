INSERT INTO no_columns DEFAULT VALUES;
INSERT INTO no_columns DEFAULT VALUES;
INSERT INTO no_columns DEFAULT VALUES;
INSERT INTO no_key VALUES ('a', 1), ('a', 1), ('a', 1), (NULL, NULL), (NULL, NULL), ('', NULL);
INSERT INTO one_column VALUES (NULL), (''), ('\.'), ('\N'), (E'\\\\N');
INSERT INTO unlogged VALUES (1);
