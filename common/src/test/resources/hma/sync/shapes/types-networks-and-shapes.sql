-- both
CREATE TABLE shapes (id integer PRIMARY KEY, ip inet, net cidr, m macaddr, m8 macaddr8, bits bit varying, three bit(3), u uuid, o boolean, p point, l line, s lseg, bx box, pa path, po polygon, c circle, lsn pg_lsn, snap pg_snapshot, x xid8, cl regclass, ty regtype);
-- source
INSERT INTO shapes VALUES
  (1, '10.0.0.1/8', '10.0.0.0/8', '08:00:2b:01:02:03', '08:00:2b:01:02:03:04:05', '10110', '101', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', true, '(1.5,-0)', '{1,-2,3.25}', '[(0,0),(1,0.1)]', '(2,2),(1,1)', '[(0,0),(1,1)]', '((0,0),(1,1),(2,0))', '<(0,0),1.5>', '16/B374D848', '10:20:10,14,15', '18446744073709551615', 'pg_catalog.pg_class', 'integer'),
  (2, '::1', '::/0', NULL, NULL, '', '000', '00000000-0000-0000-0000-000000000000', false, '(NaN,Infinity)', NULL, '[(-Infinity,0),(1e-300,1e300)]', '(0,0),(0,0)', '((0.1,0.2),(0.30000000000000004,1))', '((0,0))', '<(NaN,0),0>', '0/0', '1:1:', '0', NULL, 'text[]'),
  (3, '::ffff:1.2.3.4/96', '1.2.3.4/32', 'ff:ff:ff:ff:ff:ff', 'ff:ff:ff:ff:ff:ff:ff:ff', repeat('10', 5000)::bit varying, '111', NULL, NULL, '(0,0)', '{0,1,0}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
-- target
INSERT INTO shapes (id, ip, p) VALUES (1, '10.0.0.1', '(1.5,0)'), (2, '::1/127', '(NaN,-Infinity)');
-- change
UPDATE shapes SET p = '(-0,0)' WHERE id = 3;
UPDATE shapes SET ip = '10.0.0.1/9', bits = '0' || bits WHERE id = 1;
