INSERT INTO "select" VALUES (1, 'w', 'ab', 'c', 'g'), (2, NULL, '', 'x', 'y');
INSERT INTO "Mixed.Case" VALUES (1), (2);
INSERT INTO mixed VALUES (1);
INSERT INTO "Mixed" VALUES (2);
INSERT INTO "a_name_of_63_bytes_which_is_the_longest_that_postgresql_can_take" DEFAULT VALUES;
INSERT INTO "Other Schema"."select" ("from") VALUES (1), (2);
INSERT INTO "O'Reilly \ back" VALUES ('x');
