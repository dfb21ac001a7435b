package hma.sync;

import hma.postgres.Identifiers;
import hma.protocol.TableName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A foreign key as declared, and what PostgreSQL made of it for partitions.
 *
 * @param table the referencing table
 * @param name its name
 * @param references the referenced table
 * @param definition as {@code pg_get_constraintdef} writes it under an empty search path
 * @param valid whether every row was found to keep it
 * @param comment what was said about it, or null
 * @param copies what was made of it for partitions at either end
 */
record SuspendedForeignKey(
    TableName table,
    String name,
    TableName references,
    String definition,
    boolean valid,
    @Nullable String comment,
    List<Copy> copies) {

  String add() {
    String add =
        "ALTER TABLE %s ADD CONSTRAINT %s %s"
            .formatted(Names.quoted(table), Identifiers.quote(name), definition);
    return comment == null ? add : add + "; " + describe(table, name, comment);
  }

  SuspendedForeignKey unvalidated() {
    return new SuspendedForeignKey(
        table, name, references, definition + " NOT VALID", false, comment, copies);
  }

  private static String describe(TableName table, String constraint, String comment) {
    return "COMMENT ON CONSTRAINT %s ON %s IS %s"
        .formatted(
            Identifiers.quote(constraint), Names.quoted(table), Identifiers.literal(comment));
  }

  /**
   * What PostgreSQL made of one for a partition.
   *
   * @param table the referencing table
   * @param name its name
   * @param references the referenced table, quoted and qualified
   * @param comment what was said about it, or null
   */
  record Copy(TableName table, String name, String references, @Nullable String comment) {
    boolean isOf(Copy other) {
      return table.equals(other.table) && references.equals(other.references);
    }

    String renameTo(String newName) {
      return "ALTER TABLE %s RENAME CONSTRAINT %s TO %s"
          .formatted(Names.quoted(table), Identifiers.quote(name), Identifiers.quote(newName));
    }

    String describe(String text) {
      return SuspendedForeignKey.describe(table, name, text);
    }
  }
}
