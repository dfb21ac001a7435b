CREATE TABLE reordered (c boolean, b integer, gone_here integer, id integer PRIMARY KEY, a text);
ALTER TABLE reordered DROP COLUMN gone_here;
CREATE TABLE extended (id integer PRIMARY KEY, extra text DEFAULT 'default', optional integer);
