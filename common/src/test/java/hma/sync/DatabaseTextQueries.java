package hma.sync;

import java.util.Map;

/** What {@link DatabaseText} asks the system catalogs; each is followed by a filter of schemas. */
final class DatabaseTextQueries {
  static final String APPLICATION =
      "n.nspname NOT LIKE 'pg\\_%' AND n.nspname NOT IN ('information_schema', 'hma') ";

  private static final String COLUMNS =
      """
      SELECT a.attrelid::regclass, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
        a.attidentity, a.attgenerated, pg_get_expr(d.adbin, d.adrelid), a.attcollation::regcollation,
        a.attstorage, a.attstattarget, a.attoptions, a.attislocal, a.attinhcount
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE c.relkind IN ('r', 'p', 'm') AND a.attnum > 0 AND NOT a.attisdropped AND
      """;

  private static final String CONSTRAINTS =
      """
      SELECT o.conrelid::regclass, o.conname, pg_get_constraintdef(o.oid), o.convalidated,
        o.condeferrable, o.condeferred, o.conparentid <> 0, o.conislocal, o.coninhcount,
        o.confrelid::regclass, o.conindid::regclass
      FROM pg_constraint o JOIN pg_namespace n ON n.oid = o.connamespace
      WHERE o.contype <> 'n' AND
      """;

  private static final String TRIGGERS =
      """
      SELECT t.tgrelid::regclass, t.tgname, t.tgenabled, pg_get_triggerdef(t.oid), t.tgparentid <> 0
      FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace WHERE NOT t.tgisinternal AND
      """;

  private static final String INTERNAL_TRIGGERS =
      """
      SELECT t.tgrelid::regclass, o.conname, t.tgenabled, t.tgfoid::regproc, count(*)
      FROM pg_trigger t JOIN pg_constraint o ON o.oid = t.tgconstraint
      JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE t.tgisinternal AND
      """;

  private static final String INDEXES =
      """
      SELECT pg_get_indexdef(i.indexrelid), i.indisvalid, i.indisready, i.indisprimary,
        i.indisunique, i.indimmediate, i.indisclustered, i.indisreplident,
        (SELECT h.inhparent::regclass FROM pg_inherits h WHERE h.inhrelid = i.indexrelid),
        (SELECT array_agg(a.attstattarget ORDER BY a.attnum) FROM pg_attribute a
         WHERE a.attrelid = i.indexrelid)
      FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace WHERE
      """;

  private static final String RELATIONS =
      """
      SELECT c.oid::regclass, c.relkind, c.relpersistence, c.relowner::regrole, c.reloptions,
        c.relrowsecurity, c.relforcerowsecurity, c.relreplident, c.reltablespace, c.relispartition,
        pg_get_expr(c.relpartbound, c.oid), pg_get_partkeydef(c.oid),
        CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END,
        (SELECT string_agg(h.inhparent::regclass::text, ', ' ORDER BY h.inhseqno)
         FROM pg_inherits h WHERE h.inhrelid = c.oid)
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE
      """;

  private static final String RULES =
      """
      SELECT r.ev_class::regclass, r.rulename, r.ev_enabled, pg_get_ruledef(r.oid)
      FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
      JOIN pg_namespace n ON n.oid = c.relnamespace WHERE
      """;

  private static final String POLICIES =
      """
      SELECT p.polrelid::regclass, p.polname, p.polcmd, p.polpermissive, p.polroles::regrole[],
        pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)
      FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace WHERE
      """;

  private static final String STATISTICS =
      """
      SELECT pg_get_statisticsobjdef(s.oid), s.stxstattarget
      FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace WHERE
      """;

  /** Of relations and their columns, constraints, triggers, rules, policies and statistics. */
  private static final String COMMENTS =
      """
      SELECT o.type, o.identity, d.description
      FROM pg_description d
      CROSS JOIN LATERAL pg_identify_object(d.classoid, d.objoid, d.objsubid) AS o
      JOIN pg_class k ON k.oid = d.classoid
      LEFT JOIN pg_namespace n ON n.nspname = o.schema
      WHERE d.objoid >= 16384 AND k.relname IN ('pg_class', 'pg_constraint', 'pg_trigger',
        'pg_rewrite', 'pg_policy', 'pg_statistic_ext') AND n.nspname IS DISTINCT FROM 'hma' AND
        coalesce(n.nspname, '') NOT LIKE 'pg\\_%'
      """;

  static final Map<String, String> CATALOGS =
      Map.ofEntries(
          Map.entry("columns", COLUMNS + APPLICATION),
          Map.entry("constraints", CONSTRAINTS + APPLICATION),
          Map.entry("triggers", TRIGGERS + APPLICATION),
          Map.entry("internal triggers", INTERNAL_TRIGGERS + APPLICATION + "GROUP BY 1, 2, 3, 4"),
          Map.entry("indexes", INDEXES + APPLICATION),
          Map.entry("relations", RELATIONS + APPLICATION),
          Map.entry("rules", RULES + APPLICATION),
          Map.entry("policies", POLICIES + APPLICATION),
          Map.entry("statistics", STATISTICS + APPLICATION),
          Map.entry("comments", COMMENTS));

  static final String GRANTS =
      """
      SELECT c.oid::regclass, '' AS column, e.grantor::regrole, e.grantee::regrole,
        e.privilege_type, e.is_grantable
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      CROSS JOIN aclexplode(coalesce(c.relacl, acldefault(
        CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner))) AS e
      WHERE c.relkind IN ('r', 'p', 'S', 'm', 'v') AND %1$s
      UNION ALL
      SELECT c.oid::regclass, a.attname, e.grantor::regrole, e.grantee::regrole,
        e.privilege_type, e.is_grantable
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace CROSS JOIN aclexplode(a.attacl) AS e
      WHERE c.relkind IN ('r', 'p', 'S', 'm', 'v') AND %1$s
      """
          .formatted(APPLICATION);

  private DatabaseTextQueries() {}
}
