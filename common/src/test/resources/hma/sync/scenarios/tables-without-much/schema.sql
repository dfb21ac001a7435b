CREATE TABLE empty (id integer PRIMARY KEY);
CREATE TABLE emptied (id integer PRIMARY KEY);
CREATE TABLE no_columns ();
CREATE TABLE no_key (a text, b integer);
CREATE TABLE one_column (a text);
CREATE UNLOGGED TABLE unlogged (a integer);
