-- both
CREATE SEQUENCE never_called START WITH 42;
CREATE SEQUENCE called_once;
CREATE SEQUENCE descending INCREMENT BY -3 MINVALUE -1000 MAXVALUE 100 START WITH 100;
CREATE SEQUENCE descending_at_the_end INCREMENT BY -1 MINVALUE -3 MAXVALUE -1 CYCLE;
CREATE SEQUENCE near_the_end AS smallint MAXVALUE 32767 START WITH 32760 CYCLE;
CREATE SEQUENCE exhausted MAXVALUE 3;
CREATE SEQUENCE cached CACHE 20;
CREATE SEQUENCE far AS bigint;
CREATE SEQUENCE least AS bigint MINVALUE -9223372036854775808 START WITH -9223372036854775808;
CREATE SEQUENCE set_back START WITH 10;
CREATE SEQUENCE big_steps INCREMENT BY 1000000;
CREATE UNLOGGED TABLE unlogged_with_serial (id serial);
CREATE TABLE owner_of_two (a serial, b integer DEFAULT nextval('called_once'));
CREATE SEQUENCE owned OWNED BY owner_of_two.b;
-- source
SELECT nextval('called_once');
SELECT nextval('descending') FROM generate_series(1, 10);
SELECT nextval('descending_at_the_end') FROM generate_series(1, 3);
SELECT nextval('near_the_end') FROM generate_series(1, 8);
SELECT nextval('exhausted') FROM generate_series(1, 3);
SELECT nextval('cached');
SELECT setval('far', 9223372036854775807);
SELECT setval('set_back', 500, false);
SELECT nextval('big_steps') FROM generate_series(1, 3);
INSERT INTO owner_of_two SELECT FROM generate_series(1, 3);
INSERT INTO unlogged_with_serial SELECT FROM generate_series(1, 3);
SELECT nextval('owned') FROM generate_series(1, 9);
-- target
SELECT nextval('never_called') FROM generate_series(1, 3);
SELECT nextval('exhausted');
SELECT nextval('near_the_end') FROM generate_series(1, 20);
-- change
SELECT nextval('never_called');
SELECT nextval('descending_at_the_end');
SELECT nextval('near_the_end');
SELECT nextval('cached') FROM generate_series(1, 25);
SELECT setval('exhausted', 1, false);
SELECT setval('far', 1, false);
