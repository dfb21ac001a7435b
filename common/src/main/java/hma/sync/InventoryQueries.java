package hma.sync;

/** What the system catalogs are asked for an inventory. */
final class InventoryQueries {
  static final String GENERAL =
      """
      SELECT pg_encoding_to_char(encoding)::text AS encoding,
             (SELECT count(*) FROM pg_largeobject_metadata) AS large_objects
      FROM pg_database WHERE datname = current_database()
      """;

  static final String EXTENSIONS =
      """
      SELECT e.extname::text AS name, n.nspname::text AS schema, e.extversion AS version
      FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
      WHERE e.extname <> 'plpgsql'
      ORDER BY e.extname::text COLLATE "C"
      """;

  /** A type by its name, without the schema: an extension may live in another one elsewhere. */
  private static final String TYPE_TEXT =
      """
      CASE WHEN tn.nspname = 'pg_catalog' THEN format_type(%1$s, %2$s)
           ELSE replace(format_type(%1$s, %2$s), quote_ident(tn.nspname) || '.', '') END\
      """;

  /** What a type {@code t} is made of, as {@code inner_type}. */
  static final String INNER_TYPES =
      """
      CROSS JOIN LATERAL (
        SELECT t.typelem WHERE t.typelem <> 0
        UNION ALL SELECT t.typbasetype WHERE t.typbasetype <> 0
        UNION ALL SELECT a.atttypid FROM pg_attribute a
          WHERE t.typtype = 'c' AND a.attrelid = t.typrelid AND a.attnum > 0
            AND NOT a.attisdropped
        UNION ALL SELECT r.rngsubtype FROM pg_range r
          WHERE r.rngtypid = t.oid OR r.rngmultitypid = t.oid) AS inner_type(oid)
      """;

  /** Each type with the columns that it is a part of, arrays and what is inside types followed. */
  static final String TYPES =
      """
      WITH RECURSIVE used AS (
        SELECT n.nspname::text AS schema, c.relname::text AS name, a.attname::text AS column_name,
               a.atttypid AS type
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped AND
      """
          + CatalogQueries.APPLICATION
          + """
            UNION
            SELECT u.schema, u.name, u.column_name, inner_type.oid
            FROM used u JOIN pg_type t ON t.oid = u.type
          """
          + INNER_TYPES
          + """
            )
          SELECT n.nspname::text AS schema, t.typname::text AS name, t.typtype::text AS kind,
                 coalesce((
                   SELECT
          """
          + TYPE_TEXT.formatted("b.oid", "CASE WHEN t.typtype = 'd' THEN t.typtypmod END")
          + """
            FROM pg_type b JOIN pg_namespace tn ON tn.oid = b.typnamespace
            WHERE b.oid = CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE (
              SELECT r.rngsubtype FROM pg_range r WHERE t.oid IN (r.rngtypid, r.rngmultitypid))
              END), '') AS base,
          CASE t.typtype
            WHEN 'e' THEN ARRAY(
              SELECT e.enumlabel::text FROM pg_enum e WHERE e.enumtypid = t.oid
              ORDER BY e.enumsortorder)
            WHEN 'd' THEN ARRAY(
              SELECT pg_get_constraintdef(o.oid) FROM pg_constraint o
              WHERE o.contypid = t.oid AND o.contype = 'c' ORDER BY 1)
              || CASE WHEN t.typnotnull THEN ARRAY['NOT NULL'] ELSE '{}' END
            WHEN 'c' THEN ARRAY(
              SELECT quote_ident(a.attname) || ' ' ||
          """
          + TYPE_TEXT.formatted("a.atttypid", "a.atttypmod")
          + """
                     FROM pg_attribute a JOIN pg_type b ON b.oid = a.atttypid
                     JOIN pg_namespace tn ON tn.oid = b.typnamespace
                     WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped
                     ORDER BY a.attnum)
                   ELSE '{}' END AS parts,
                 coalesce((
                   SELECT e.extname::text FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
                   WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid
                     AND d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'), '') AS extension,
                 array_agg(u.schema ORDER BY u.schema, u.name, u.column_name) AS user_schemas,
                 array_agg(u.name ORDER BY u.schema, u.name, u.column_name) AS user_names,
                 array_agg(u.column_name ORDER BY u.schema, u.name, u.column_name) AS user_columns
          FROM used u JOIN pg_type t ON t.oid = u.type JOIN pg_namespace n ON n.oid = t.typnamespace
          WHERE n.nspname <> 'pg_catalog' AND t.typcategory <> 'A'
          GROUP BY n.nspname, t.oid, t.typname, t.typtype
          ORDER BY n.nspname::text COLLATE "C", t.typname::text COLLATE "C"
          """;

  /** What tables are partitioned by, and what their partitions take. */
  private static final String PARTITIONING =
      """
      SELECT n.nspname::text, c.relname::text, 'PARTITION_KEY', '', pg_get_partkeydef(c.oid)
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'p' AND
      """
          + CatalogQueries.APPLICATION
          + """
          UNION ALL
          SELECT n.nspname::text, c.relname::text, 'PARTITION_BOUND', '',
                 pg_get_expr(c.relpartbound, c.oid)
          FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE c.relkind IN ('r', 'p') AND c.relispartition AND
          """
          + CatalogQueries.APPLICATION;

  /**
   * The hash of an enum's value is that of its label's OID, also inside of arrays, composites,
   * domains and ranges: with other OIDs a row belongs to another partition.
   */
  private static final String HASHED_ENUMS =
      """
      SELECT n.nspname::text, c.relname::text, 'HASHED_ENUM', t.typname::text,
             md5(string_agg(e.enumlabel::text || '=' || e.oid, ',' ORDER BY e.enumsortorder))
      FROM (
        WITH RECURSIVE hashed AS (
          SELECT p.partrelid AS relation, a.atttypid AS type
          FROM pg_partitioned_table p CROSS JOIN LATERAL unnest(p.partattrs::int2[]) AS k(attnum)
          JOIN pg_attribute a ON a.attrelid = p.partrelid AND a.attnum = k.attnum
          WHERE p.partstrat = 'h'
          UNION
          SELECT h.relation, inner_type.oid
          FROM hashed h JOIN pg_type t ON t.oid = h.type
      """
          + INNER_TYPES
          + """
            )
            SELECT relation, type FROM hashed) AS h
          JOIN pg_enum e ON e.enumtypid = h.type JOIN pg_type t ON t.oid = h.type
          JOIN pg_class c ON c.oid = h.relation JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE
          """
          + CatalogQueries.APPLICATION
          + "GROUP BY 1, 2, 4, t.oid ";

  /** Those that partitions and children have from their parents are named with the parents. */
  static final String CONSTRAINTS =
      """
      SELECT n.nspname::text AS schema, c.relname::text AS name,
             CASE o.contype WHEN 'c' THEN 'CHECK' ELSE 'EXCLUDE' END AS kind,
             o.conname::text AS constraint_name, pg_get_constraintdef(o.oid) AS definition
      FROM pg_constraint o JOIN pg_class c ON c.oid = o.conrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE o.contype IN ('c', 'x') AND o.coninhcount = 0 AND
      """
          + CatalogQueries.APPLICATION
          + """
          UNION ALL
          SELECT n.nspname::text, c.relname::text, 'UNIQUE', i.relname::text,
                 (SELECT string_agg(pg_get_indexdef(x.indexrelid, k, true), ', ' ORDER BY k)
                  FROM generate_series(1, x.indnkeyatts::int) AS k)
                 || CASE WHEN x.indnullsnotdistinct THEN ' NULLS NOT DISTINCT' ELSE '' END
                 || coalesce(' WHERE ' || pg_get_expr(x.indpred, x.indrelid), '')
          FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
          JOIN pg_class c ON c.oid = x.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE x.indisunique AND NOT x.indisprimary AND NOT i.relispartition
            AND c.relkind IN ('r', 'p') AND
          """
          + CatalogQueries.APPLICATION
          + """
          UNION ALL
          SELECT n.nspname::text, c.relname::text, 'NOT_NULL', a.attname::text, 'NOT NULL'
          FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
          JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attnotnull AND a.attinhcount = 0
            AND c.relkind IN ('r', 'p') AND
          """
          + CatalogQueries.APPLICATION
          + "UNION ALL "
          + PARTITIONING
          + "UNION ALL "
          + HASHED_ENUMS
          + "ORDER BY 1, 2, 3, 4";

  static final String RELATIONS =
      """
      SELECT n.nspname::text AS schema, c.relname::text AS name,
             CASE WHEN c.relpersistence = 't' THEN 'TEMPORARY_TABLE'
                  WHEN n.nspname IN ('_heroku', 'heroku_ext') THEN 'TABLE_OF_PROVIDER'
                  WHEN x.extension IS NOT NULL THEN 'TABLE_OF_EXTENSION'
                  WHEN c.relkind = 'v' THEN 'VIEW'
                  WHEN c.relkind = 'm' THEN 'MATERIALIZED_VIEW'
                  WHEN c.relkind = 'f' THEN 'FOREIGN_TABLE'
                  ELSE 'UNLOGGED_TABLE' END AS kind,
             coalesce(x.extension, '') AS extension
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN LATERAL (
        SELECT e.extname::text AS extension
        FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
        WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
          AND d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'
        LIMIT 1) AS x ON true
      WHERE n.nspname NOT IN ('information_schema', 'hma')
        AND CASE
          WHEN c.relpersistence = 't' THEN c.relkind = 'r'
          WHEN n.nspname LIKE 'pg\\_%' THEN false
          WHEN n.nspname IN ('_heroku', 'heroku_ext') OR x.extension IS NOT NULL
            THEN c.relkind IN ('r', 'p', 'm', 'f')
          ELSE c.relkind IN ('v', 'm', 'f')
            OR c.relkind IN ('r', 'p') AND c.relpersistence = 'u' END
      ORDER BY n.nspname::text COLLATE "C", c.relname::text COLLATE "C"
      """;

  private InventoryQueries() {}
}
