package hma.sync;

import hma.postgres.Identifiers;

/**
 * A column of a key, as the key's index sees it.
 *
 * @param name the column
 * @param type its type, without the domains around it, ready for SQL
 * @param collation the index's collation, ready for SQL; empty for types that have none
 * @param equality the operator of the index that says whether two values are one, ready for SQL
 * @param usual whether that is the equality of the type itself
 */
record KeyColumn(String name, String type, String collation, String equality, boolean usual) {
  String quoted() {
    return Identifiers.quote(name);
  }

  /** As CREATE TABLE takes it. */
  String definition() {
    return "%s %s%s NOT NULL".formatted(quoted(), type, collate());
  }

  /** Whether two rows agree in it. */
  String equal(String left, String right) {
    return "%s.%s %s %s.%s%s".formatted(left, quoted(), equality, right, quoted(), collate());
  }

  private String collate() {
    return collation.isEmpty() ? "" : " COLLATE " + collation;
  }
}
