package hma.sandbox.demo;

import hma.sandbox.demo.DatabaseContent.Rows;
import hma.sandbox.demo.DatabaseContent.Sequence;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares the databases of both sides by the demo's own means: the rows of every table that the
 * worker leaves alone, and columns, constraints, indexes, triggers and sequences of all.
 */
public final class DatabaseComparison {
  /** What the worker goes on changing on the active side; {@link LedgerInvariants} covers it. */
  private static final Set<String> WORKERS_TABLES =
      Set.of(
          "public.ledger",
          "public.account",
          "public.\"order\"",
          "public.order_line",
          "public.vehicle");

  private static final Set<String> WORKERS_SEQUENCES =
      Set.of("public.order_id_seq", "public.order_number");

  private DatabaseComparison() {}

  /**
   * Compares, also while a worker writes to the active side.
   *
   * @return a line for each difference; empty when there is none
   * @throws SQLException when a database cannot be read
   */
  public static List<String> differences(JdbcAddress active, JdbcAddress standby)
      throws SQLException {
    List<String> differences = new ArrayList<>();
    try (DatabaseContent here = new DatabaseContent(active);
        DatabaseContent there = new DatabaseContent(standby)) {
      for (CatalogPart part : CatalogPart.values()) {
        compareCatalog(part, here.catalog(part), there.catalog(part), differences);
      }
      compareSequences(here.sequences(), there.sequences(), differences);
      for (String table : here.tables()) {
        if (!WORKERS_TABLES.contains(table)) {
          compareRows(table, here.rows(table), there.rows(table), differences);
        }
      }
    }
    compareLedgers(active, standby, differences);
    return differences;
  }

  private static void compareCatalog(
      CatalogPart part, Map<String, String> here, Map<String, String> there, List<String> found) {
    Set<String> names = new TreeSet<>(here.keySet());
    names.addAll(there.keySet());
    for (String name : names) {
      if (!Objects.equals(here.get(name), there.get(name))) {
        found.add(
            "%s %s is '%s' on the active side and '%s' on the standby"
                .formatted(
                    part.label(),
                    name,
                    here.getOrDefault(name, "missing"),
                    there.getOrDefault(name, "missing")));
      }
    }
  }

  private static void compareSequences(
      Map<String, Sequence> here, Map<String, Sequence> there, List<String> found) {
    Set<String> names = new TreeSet<>(here.keySet());
    names.addAll(there.keySet());
    for (String name : names) {
      Sequence active = here.get(name);
      Sequence standby = there.get(name);
      if (active == null || standby == null || !agree(name, active, standby)) {
        found.add(
            "sequence %s is %s on the active side and %s on the standby"
                .formatted(name, active, standby));
      }
    }
  }

  private static boolean agree(String name, Sequence active, Sequence standby) {
    if (!active.definition().equals(standby.definition())) {
      return false;
    }
    return WORKERS_SEQUENCES.contains(name)
        ? active.next() >= standby.next()
        : active.next() == standby.next();
  }

  private static void compareRows(String table, Rows here, Rows there, List<String> found) {
    if (!here.equals(there)) {
      found.add(
          "rows of %s differ: %d on the active side, %d on the standby"
              .formatted(table, here.count(), there.count()));
    }
  }

  /** The standby holds an earlier state: nothing that the active side does not have. */
  private static void compareLedgers(JdbcAddress active, JdbcAddress standby, List<String> found)
      throws SQLException {
    // The standby first: the active side only gains rows.
    List<LedgerRow> earlier = ledger(standby);
    Set<LedgerRow> now = new HashSet<>(ledger(active));
    for (LedgerRow row : earlier) {
      if (!now.contains(row)) {
        found.add(
            "ledger entry %d of process %s is on the standby and not on the active side"
                .formatted(row.n(), row.process()));
      }
    }
  }

  private static List<LedgerRow> ledger(JdbcAddress address) throws SQLException {
    try (Connection connection = address.connect("hma-demo-check")) {
      return LedgerRow.readAll(connection);
    }
  }
}
