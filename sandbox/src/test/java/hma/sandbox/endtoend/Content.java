package hma.sandbox.endtoend;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a database holds, as text: of each table a digest of its rows, of everything else the whole
 * definition. Two of them are equal where the databases are.
 */
record Content(Map<String, List<String>> parts) {
  private static final Map<String, String> DEFINITIONS =
      Map.of(
          "sequences",
              """
              SELECT sequencename, data_type, start_value, increment_by, cache_size, last_value
              FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1
              """,
          "constraints",
              """
              SELECT conrelid::regclass, conname, pg_get_constraintdef(oid), convalidated
              FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2
              """,
          "triggers",
              """
              SELECT tgrelid::regclass, tgname, tgenabled, pg_get_triggerdef(t.oid)
              FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid
              WHERE NOT tgisinternal AND c.relnamespace = 'public'::regnamespace ORDER BY 1, 2
              """,
          "indexes", "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1");

  private static final String GRANTS =
      """
      SELECT object, grantee, privilege, grantable FROM (
        SELECT relname::text AS object, acl.grantee::regrole::text AS grantee,
               acl.privilege_type AS privilege, acl.is_grantable AS grantable
        FROM pg_class, aclexplode(coalesce(relacl, acldefault(
          CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", relowner))) AS acl
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S')
        UNION ALL
        SELECT relname || '.' || attname, acl.grantee::regrole::text, acl.privilege_type,
               acl.is_grantable
        FROM pg_attribute JOIN pg_class c ON c.oid = attrelid, aclexplode(attacl) AS acl
        WHERE relnamespace = 'public'::regnamespace AND NOT attisdropped) AS grants
      ORDER BY object, grantee, privilege
      """;

  /** Everything but grants, which differ between the active side and the standby. */
  static Content of(Database database) throws SQLException {
    Map<String, List<String>> parts = new TreeMap<>();
    for (Map.Entry<String, String> part : DEFINITIONS.entrySet()) {
      parts.put(part.getKey(), database.rows(part.getValue()));
    }
    for (String table : List.of("customer", "parcel", "ledger")) {
      parts.put("rows of " + table, database.rows(digest(table, "true")));
    }
    return new Content(parts);
  }

  /** The same without what a running worker changes. */
  Content withoutLedger() {
    Map<String, List<String>> rest = new TreeMap<>(parts);
    rest.remove("rows of ledger");
    rest.computeIfPresent(
        "sequences",
        (name, sequences) ->
            sequences.stream().filter(sequence -> !sequence.startsWith("ledger")).toList());
    return new Content(rest);
  }

  /** Who may do what with which table, sequence and column. */
  static List<String> grants(Database database) throws SQLException {
    return database.rows(GRANTS);
  }

  /** Of the ledger up to a number: all that one side had when the other one took over. */
  static String ledgerUpTo(Database database, long number) throws SQLException {
    return database.value(digest("ledger", "n <= " + number));
  }

  private static String digest(String table, String condition) {
    return "SELECT count(*), md5(coalesce(string_agg(md5(t::text), '' ORDER BY t::text COLLATE \"C\"), '')) FROM "
        + table
        + " AS t WHERE "
        + condition;
  }
}
