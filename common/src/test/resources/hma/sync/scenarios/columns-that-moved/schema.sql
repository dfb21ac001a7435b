CREATE TABLE reordered (id integer PRIMARY KEY, gone text, a text, b integer, c boolean);
ALTER TABLE reordered DROP COLUMN gone;
CREATE TABLE extended (id integer PRIMARY KEY);
