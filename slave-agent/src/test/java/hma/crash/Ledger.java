package hma.crash;

import hma.config.DatabaseUrl;
import hma.postgres.Sql;
import hma.protocol.Side;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the workers know of their writes, outside of any database. */
final class Ledger {
  private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
  private final List<String> violations = Collections.synchronizedList(new ArrayList<>());
  private @Nullable Side last;
  private int changes;

  /** The database has said that it is durable. */
  synchronized void acknowledged(Side side, long id) {
    if (!acknowledged.add(id)) {
      violations.add("id %d was acknowledged twice, the second time on the %s".formatted(id, side));
    }
    if (last != null && last != side) {
      changes++;
    }
    last = side;
  }

  /** How often it was another side than before that wrote. */
  synchronized int changes() {
    return changes;
  }

  /** How many commits were acknowledged. */
  int size() {
    return acknowledged.size();
  }

  /** What is wrong with the rows of the side that is active. */
  List<String> check(DatabaseUrl active) {
    List<String> found = new ArrayList<>(violations);
    Set<Long> present =
        Sql.rows(active, "SELECT id FROM entry").stream()
            .map(row -> Long.valueOf(row.getFirst()))
            .collect(Collectors.toSet());
    acknowledged.stream()
        .filter(id -> !present.contains(id))
        .sorted()
        .limit(5)
        .forEach(id -> found.add("acknowledged entry " + id + " is lost"));
    String counted = Sql.value(active, "SELECT value FROM counter WHERE name = 'entries'");
    if (!counted.equals(String.valueOf(present.size()))) {
      found.add("the counter says %s, and there are %d entries".formatted(counted, present.size()));
    }
    String orphans =
        Sql.value(
            active,
            "SELECT count(*) FROM line l WHERE NOT EXISTS (SELECT FROM entry e WHERE e.id = l.entry)");
    if (!orphans.equals("0")) {
      found.add(orphans + " lines have no entry");
    }
    String cargo = Sql.value(active, "SELECT count(*) FROM cargo WHERE note = md5(id::text)");
    if (!cargo.equals("500")) {
      found.add(cargo + " of 500 rows of cargo are whole");
    }
    return found;
  }
}
