package hma.sync;

/** What the system catalogs are asked. */
final class CatalogQueries {
  /** Relations of the application: not the server's, the provider's, an extension's or HMA's. */
  static final String APPLICATION =
      """
      n.nspname NOT IN ('information_schema', '_heroku', 'heroku_ext', 'hma')
        AND n.nspname NOT LIKE 'pg\\_%'
        AND NOT EXISTS (
          SELECT 1 FROM pg_depend x
          WHERE x.classid = 'pg_class'::regclass AND x.objid = c.oid AND x.deptype = 'e')
      """;

  static final String TABLES =
      """
      SELECT n.nspname::text AS schema, c.relname::text AS name,
             c.relkind = 'p' AS partitioned, pg_has_role(c.relowner, 'USAGE') AS owned,
             c.relrowsecurity AND c.relforcerowsecurity AS forced,
             CASE WHEN c.reltuples > 0 THEN c.reltuples::bigint
                  ELSE pg_relation_size(c.oid) / 100 END AS rows, coalesce(pg_total_relation_size(c.oid), 0) AS bytes
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND
      """
          + APPLICATION
          + "ORDER BY n.nspname::text COLLATE \"C\", c.relname::text COLLATE \"C\"";

  /**
   * A type that is called as one of PostgreSQL's own keeps its schema, so that none is taken for
   * another.
   */
  static final String COLUMNS =
      """
      SELECT n.nspname::text AS schema, c.relname::text AS name, a.attname::text AS column_name,
             CASE WHEN tn.nspname = 'pg_catalog' OR EXISTS (
                    SELECT 1 FROM pg_type o WHERE o.typname = t.typname
                      AND o.typnamespace = 'pg_catalog'::regnamespace)
                  THEN format_type(a.atttypid, a.atttypmod)
                  ELSE replace(format_type(a.atttypid, a.atttypmod),
                               quote_ident(tn.nspname) || '.', '') END AS type,
             a.attgenerated <> '' AS generated, a.attgenerated = 'v' AS virtual,
             NOT a.attnotnull OR a.atthasdef OR a.attidentity <> '' AS optional
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_type t ON t.oid = a.atttypid JOIN pg_namespace tn ON tn.oid = t.typnamespace
      WHERE c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped AND
      """
          + APPLICATION
          + "ORDER BY a.attrelid, a.attnum";

  static final String PARENTS =
      """
      SELECT n.nspname::text AS schema, c.relname::text AS name,
             pn.nspname::text AS parent_schema, p.relname::text AS parent_name
      FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid AND c.relkind IN ('r', 'p')
      JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_class p ON p.oid = i.inhparent JOIN pg_namespace pn ON pn.oid = p.relnamespace
      ORDER BY i.inhrelid, i.inhseqno
      """;

  /** Primary keys first, then the other keys that tell any two rows apart, fewest columns first. */
  static final String KEYS =
      """
      SELECT n.nspname::text AS schema, c.relname::text AS name, i.indexrelid::bigint AS index,
             i.indisprimary AS is_primary, a.attname::text AS column_name
      FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
      JOIN pg_class x ON x.oid = i.indexrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, position)
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
      WHERE k.position <= i.indnkeyatts
        AND (i.indisprimary OR i.indisunique AND i.indimmediate AND i.indisvalid
          AND i.indpred IS NULL AND i.indexprs IS NULL
          AND NOT EXISTS (
            SELECT 1 FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS u(attnum, position)
            JOIN pg_attribute o ON o.attrelid = c.oid AND o.attnum = u.attnum
            WHERE u.position <= i.indnkeyatts AND NOT o.attnotnull)) AND
      """
          + APPLICATION
          + """
          ORDER BY i.indrelid, i.indisprimary DESC, i.indnkeyatts,
            x.relname::text COLLATE "C", k.position
          """;

  /** Those that a resumable copy has put aside are there as before: they come back. */
  static final String FOREIGN_KEYS =
      """
      SELECT o.conname::text AS constraint_name, n.nspname::text AS schema, c.relname::text AS name,
             fn.nspname::text AS referenced_schema, f.relname::text AS referenced_name,
             pg_get_constraintdef(o.oid) AS definition, o.oid
      FROM pg_constraint o
      JOIN pg_class c ON c.oid = o.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_class f ON f.oid = o.confrelid JOIN pg_namespace fn ON fn.oid = f.relnamespace
      WHERE o.contype = 'f' AND o.conparentid = 0
      UNION ALL
      SELECT k.constraint_name, k.schema_name, k.relation_name, k.referenced_schema,
             k.referenced_name, k.definition, NULL
      """
          + PutAsideKeys.STANDING
          + "ORDER BY oid, schema, name, constraint_name";

  /** Each sequence with the tables that own it or draw a default from it. */
  static final String SEQUENCES =
      """
      SELECT n.nspname::text AS schema, c.relname::text AS name,
             un.nspname::text AS user_schema, u.relname::text AS user_name
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN LATERAL (
        SELECT d.refobjid AS relation FROM pg_depend d
        WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
          AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
        UNION
        SELECT e.adrelid FROM pg_depend d JOIN pg_attrdef e ON e.oid = d.objid
        WHERE d.classid = 'pg_attrdef'::regclass
          AND d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid) AS used ON true
      LEFT JOIN pg_class u ON u.oid = used.relation
      LEFT JOIN pg_namespace un ON un.oid = u.relnamespace
      WHERE c.relkind = 'S' AND c.relpersistence <> 't' AND
      """
          + APPLICATION
          + "ORDER BY n.nspname::text COLLATE \"C\", c.relname::text COLLATE \"C\"";

  /**
   * Each materialized view with every relation that it reads, by itself or through other views. One
   * that reads another reads all that the other reads and the other itself: so it comes later.
   */
  static final String MATERIALIZED_VIEWS =
      """
      WITH RECURSIVE direct AS (
        SELECT DISTINCT r.ev_class AS reader, d.refobjid AS relation
        FROM pg_rewrite r
        JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
          AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> r.ev_class
        WHERE r.rulename = '_RETURN'),
      reads AS (
        SELECT reader, relation FROM direct
        UNION
        SELECT reads.reader, direct.relation FROM reads
        JOIN direct ON direct.reader = reads.relation)
      SELECT n.nspname::text AS schema, c.relname::text AS name, c.relispopulated AS populated,
             un.nspname::text AS used_schema, u.relname::text AS used_name,
             count(*) FILTER (WHERE u.relkind = 'm') OVER (PARTITION BY c.oid) AS depth
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN reads ON reads.reader = c.oid
      LEFT JOIN pg_class u ON u.oid = reads.relation
      LEFT JOIN pg_namespace un ON un.oid = u.relnamespace
      WHERE c.relkind = 'm' AND
      """
          + APPLICATION
          + "ORDER BY depth, n.nspname::text COLLATE \"C\", c.relname::text COLLATE \"C\"";

  private CatalogQueries() {}
}
