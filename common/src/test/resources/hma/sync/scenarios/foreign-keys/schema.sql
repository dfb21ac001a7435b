CREATE TABLE department (
  id serial PRIMARY KEY,
  name text NOT NULL UNIQUE,
  head integer);
CREATE TABLE person (
  id serial PRIMARY KEY,
  department integer NOT NULL REFERENCES department ON DELETE CASCADE,
  boss integer CONSTRAINT person_boss REFERENCES person ON DELETE SET NULL,
  email text UNIQUE DEFERRABLE INITIALLY DEFERRED);
ALTER TABLE department ADD CONSTRAINT department_head
  FOREIGN KEY (head) REFERENCES person ON UPDATE CASCADE ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED;
COMMENT ON CONSTRAINT department_head ON department IS E'who leads it: ''one'' of \\ its own';
COMMENT ON CONSTRAINT person_boss ON person IS 'a self reference';
CREATE TABLE badge (
  area text, number integer, person integer,
  PRIMARY KEY (area, number));
ALTER TABLE badge ADD CONSTRAINT badge_person FOREIGN KEY (person) REFERENCES person NOT VALID;
CREATE TABLE door (
  area text, badge integer,
  FOREIGN KEY (area, badge) REFERENCES badge MATCH FULL ON DELETE CASCADE DEFERRABLE);
