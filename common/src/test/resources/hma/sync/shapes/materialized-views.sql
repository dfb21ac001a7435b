-- both
CREATE TABLE base (id integer PRIMARY KEY, v integer);
CREATE MATERIALIZED VIEW z_sums AS SELECT v % 10 AS k, sum(v) AS total, count(*) AS n FROM base GROUP BY 1 WITH NO DATA;
CREATE UNIQUE INDEX sums_key ON z_sums (k);
COMMENT ON INDEX sums_key IS 'of a view';
CREATE VIEW between_them AS SELECT k, total * 2 AS twice FROM z_sums;
CREATE MATERIALIZED VIEW a_of_view AS SELECT max(twice) AS most FROM between_them WITH NO DATA;
CREATE MATERIALIZED VIEW never_filled AS SELECT * FROM base WITH NO DATA;
CREATE FUNCTION most() RETURNS bigint STABLE LANGUAGE sql AS 'SELECT max(most) FROM materialized_views.a_of_view';
GRANT SELECT ON z_sums TO PUBLIC;
-- source
INSERT INTO base SELECT n, n FROM generate_series(1, 200) n;
REFRESH MATERIALIZED VIEW z_sums;
REFRESH MATERIALIZED VIEW a_of_view;
-- target
INSERT INTO base VALUES (1, 1);
REFRESH MATERIALIZED VIEW z_sums;
-- change
UPDATE base SET v = v + 1 WHERE id < 50;
REFRESH MATERIALIZED VIEW z_sums;
REFRESH MATERIALIZED VIEW a_of_view;
