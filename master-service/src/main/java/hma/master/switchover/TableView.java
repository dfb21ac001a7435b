package hma.master.switchover;

import hma.protocol.TableName;
import hma.sync.TableMove;
import hma.sync.TableMove.Method;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was moved of one table.
 *
 * @param table the table's name with its schema, as PostgreSQL would quote it
 * @param method how it was moved: {@code same}, {@code delta} or {@code full}
 * @param reason why so, one sentence; null in what was journaled before there were reasons
 * @param rows rows carried, 0 or more
 * @param bytes bytes carried in both directions, 0 or more
 * @param durationMs milliseconds it took, 0 or more
 */
public record TableView(
    String table, String method, @Nullable String reason, long rows, long bytes, long durationMs) {

  static TableView of(TableMove move) {
    return new TableView(
        move.table().toString(),
        shown(move.method()),
        move.reason(),
        move.rows(),
        move.bytes(),
        move.durationMs());
  }

  /** Of a table that an earlier switchover has carried, which was not completed. */
  static TableView carriedBefore(TableName table, String switchover) {
    return new TableView(
        table.toString(), shown(Method.FULL), "carried by switchover " + switchover, 0, 0, 0);
  }

  /** Both, of a table that was carried twice. */
  TableView then(TableView later) {
    return new TableView(
        table,
        isWhole() ? method : later.method,
        reason + "; then: " + later.reason,
        rows + later.rows,
        bytes + later.bytes,
        durationMs + later.durationMs);
  }

  /** Whether all of its rows on the target are new. */
  boolean isWhole() {
    return method.equals(shown(Method.FULL));
  }

  private static String shown(Method method) {
    return method.name().toLowerCase(Locale.ROOT);
  }
}
