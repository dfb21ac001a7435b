package hma.sync;

import static java.util.stream.Collectors.joining;

import hma.protocol.CaptureUnit;
import java.util.List;

/**
 * The key of a unit as one side's index has it, as SQL: keys are one where the index says so,
 * whatever operators a search path would find, and whatever the columns' own collations call equal.
 *
 * @param unit with a key
 * @param columns of the key, in its order
 */
record UnitKey(CaptureUnit unit, List<KeyColumn> columns) {
  /** As CREATE TABLE takes them. */
  String definitions() {
    return columns.stream().map(KeyColumn::definition).collect(joining(", "));
  }

  /** The columns' names, with commas between. */
  String names() {
    return columns.stream().map(KeyColumn::quoted).collect(joining(", "));
  }

  /** The columns of a row, with commas between. */
  String of(String row) {
    return columns.stream().map(column -> row + "." + column.quoted()).collect(joining(", "));
  }

  /**
   * Whether DISTINCT and UNION tell keys apart exactly as the index does; otherwise repeated keys
   * stay.
   */
  boolean distinguishable() {
    return columns.stream().allMatch(KeyColumn::usual);
  }

  /** The unit's rows, as {@code t}, that have one of the keys in a relation. */
  String rowsIn(String keys) {
    return "%s AS t WHERE EXISTS (SELECT FROM %s AS k WHERE %s)"
        .formatted(
            rows(),
            keys,
            columns.stream().map(column -> column.equal("t", "k")).collect(joining(" AND ")));
  }

  private String rows() {
    return (unit.divided() ? "" : "ONLY ") + Names.quoted(unit.table().name());
  }

  /** The temporary table of the keys of one round. */
  String keys() {
    return "pg_temp.hma_logged_" + unit.number();
  }

  /** As in "the changes of public.t". */
  String changes() {
    return "the changes of " + unit.table().name();
  }
}
