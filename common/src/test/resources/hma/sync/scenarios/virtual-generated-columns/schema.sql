CREATE TABLE virtual (a integer PRIMARY KEY, twice integer GENERATED ALWAYS AS (a * 2) VIRTUAL, v text);
