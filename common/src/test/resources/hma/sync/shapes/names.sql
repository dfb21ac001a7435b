-- both
CREATE SCHEMA "Schéma.with ""all"" of 'it'";
CREATE TABLE "Mixed""Quoted""Case.And.Dots" ("Id.With ""Quotes""" integer PRIMARY KEY, "user" text, "größe 😀" text, "a'b" text, "c\d" text, " " text, "$1" text, "%s" text, "ctid2" text);
CREATE TABLE "Schéma.with ""all"" of 'it'"."table" ("order" serial PRIMARY KEY, "select" text, "group" integer CONSTRAINT "foreign; DROP TABLE x; --" REFERENCES "Mixed""Quoted""Case.And.Dots" ON DELETE CASCADE);
CREATE TABLE "a123456789b123456789c123456789d123456789e123456789f123456789ghi" ("k123456789l123456789m123456789n123456789o123456789p123456789qrs" integer PRIMARY KEY, "x123456789y123456789z123456789n123456789o123456789p123456789qrs" text GENERATED ALWAYS AS ('<' || "k123456789l123456789m123456789n123456789o123456789p123456789qrs"::text || '>') STORED);
CREATE TABLE "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀" ("ключ" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "值" text);
CREATE TABLE "upper" (id integer PRIMARY KEY);
CREATE TABLE "UPPER" ("ID" integer PRIMARY KEY, id integer);
CREATE TABLE "tab	and
newline" ("col	umn" integer PRIMARY KEY, "back\slash" text);
CREATE TABLE "all" ("all" integer PRIMARY KEY, "null" text, "default" text, "current_user" text);
CREATE INDEX "Index ""quoted""" ON "all" ("null", "default");
CREATE SEQUENCE "Sequence's ""own"".name \ 😀";
CREATE FUNCTION "Do.It"() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''must not fire''; END';
CREATE TRIGGER "a ""trigger"".name" AFTER INSERT OR DELETE ON "all" FOR EACH ROW EXECUTE FUNCTION "Do.It"();
COMMENT ON CONSTRAINT "foreign; DROP TABLE x; --" ON "Schéma.with ""all"" of 'it'"."table" IS E'it''s \\ "quoted"\n$$ 😀';
-- source
INSERT INTO "Mixed""Quoted""Case.And.Dots" SELECT n, 'u', 'g', 'ab', 'cd', ' ', '$1', '%s', '' FROM generate_series(1, 20) n;
INSERT INTO "Schéma.with ""all"" of 'it'"."table" ("select", "group") SELECT 's' || n, n FROM generate_series(1, 20) n;
INSERT INTO "a123456789b123456789c123456789d123456789e123456789f123456789ghi" SELECT generate_series(1, 20);
INSERT INTO "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀" ("值") SELECT 'v' || n FROM generate_series(1, 20) n;
INSERT INTO "upper" SELECT generate_series(1, 20);
INSERT INTO "UPPER" SELECT n, -n FROM generate_series(1, 20) n;
INSERT INTO "tab	and
newline" SELECT n, 'x' FROM generate_series(1, 20) n;
ALTER TABLE "all" DISABLE TRIGGER "a ""trigger"".name";
INSERT INTO "all" SELECT n, 'n', 'd', 'c' FROM generate_series(1, 20) n;
ALTER TABLE "all" ENABLE TRIGGER "a ""trigger"".name";
SELECT nextval('"Sequence''s ""own"".name \ 😀"') FROM generate_series(1, 5);
-- target
INSERT INTO "Mixed""Quoted""Case.And.Dots" VALUES (5, 'of old'), (50, 'of old');
INSERT INTO "UPPER" VALUES (3, 4);
-- change
UPDATE "Mixed""Quoted""Case.And.Dots" SET "größe 😀" = 'changed' WHERE "Id.With ""Quotes""" = 5;
DELETE FROM "Mixed""Quoted""Case.And.Dots" WHERE "Id.With ""Quotes""" = 6;
UPDATE "UPPER" SET "ID" = 100 + "ID" WHERE id < -15;
DELETE FROM "tab	and
newline" WHERE "col	umn" = 3;
INSERT INTO "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀" ("值") VALUES ('new');
DELETE FROM "a123456789b123456789c123456789d123456789e123456789f123456789ghi" WHERE "k123456789l123456789m123456789n123456789o123456789p123456789qrs" > 18;
