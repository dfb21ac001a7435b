CREATE TABLE guarded (id integer PRIMARY KEY, owner text);
ALTER TABLE guarded ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON guarded USING (owner = 'nobody');
CREATE TABLE refers_to_guarded (id integer REFERENCES guarded);
