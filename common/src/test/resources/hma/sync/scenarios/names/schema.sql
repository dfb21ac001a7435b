CREATE SCHEMA "Other Schema";
CREATE TABLE "select" ("from" integer PRIMARY KEY, "WHERE" text, "a""b" text, "c;--" text, "größe 😀" text);
CREATE TABLE "Mixed.Case" (id integer PRIMARY KEY REFERENCES "select" DEFERRABLE);
CREATE TABLE mixed (id integer);
CREATE TABLE "Mixed" (id integer);
CREATE TABLE "a_name_of_63_bytes_which_is_the_longest_that_postgresql_can_take" (
  "a_column_of_63_bytes_which_is_the_longest_that_postgresql_can_ta" serial);
CREATE TABLE "Other Schema"."select" (id serial PRIMARY KEY, "from" integer REFERENCES "select");
CREATE TABLE "O'Reilly \ back" ("it's \ x" text);
CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER "The ""Trigger""" BEFORE INSERT ON "Mixed.Case" FOR EACH ROW EXECUTE FUNCTION fail();
ALTER TABLE "Mixed.Case" ADD CONSTRAINT "a ""Foreign"" key" FOREIGN KEY (id) REFERENCES "select";
