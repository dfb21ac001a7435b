package hma.sync;

import hma.postgres.DatabaseSession;
import hma.postgres.Identifiers;
import hma.protocol.TableName;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Foreign keys with a table at either end that changes, dropped in the target's transaction while
 * rows are loaded, and added again exactly as they were; those that were valid are validated by
 * that.
 *
 * <p>It is as atomic as deferring them, four times as fast, and needs no order of tables, whatever
 * cycles there are. PostgreSQL makes a copy of a foreign key for each partition at either end; it
 * chooses their names by an order that may have changed, so they get their old names back.
 */
final class SuspendedForeignKeys {
  private static final String KEYS =
      """
      WITH RECURSIVE named AS (
        SELECT c.oid FROM unnest($1::text[], $2::text[]) AS w(schema_name, relation_name)
        JOIN pg_namespace n ON n.nspname = w.schema_name
        JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = w.relation_name),
      upwards AS (
        SELECT o.oid, o.conparentid FROM pg_constraint o
        WHERE o.contype = 'f'
          AND (o.conrelid IN (SELECT oid FROM named) OR o.confrelid IN (SELECT oid FROM named))
        UNION
        SELECT o.oid, o.conparentid FROM upwards u JOIN pg_constraint o ON o.oid = u.conparentid),
      tree AS (
        SELECT oid, oid AS root FROM upwards WHERE conparentid = 0
        UNION ALL
        SELECT o.oid, t.root FROM tree t JOIN pg_constraint o ON o.conparentid = t.oid)
      SELECT t.oid = t.root AS declared, n.nspname::text AS schema, c.relname::text AS name,
             o.conname::text AS constraint_name, o.confrelid::regclass::text AS references,
             fn.nspname::text AS referenced_schema, f.relname::text AS referenced_name,
             pg_get_constraintdef(o.oid) AS definition, o.convalidated AS valid,
             obj_description(o.oid, 'pg_constraint') AS comment
      FROM tree t JOIN pg_constraint o ON o.oid = t.oid
      JOIN pg_class c ON c.oid = o.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_class f ON f.oid = o.confrelid JOIN pg_namespace fn ON fn.oid = f.relnamespace
      ORDER BY t.root, t.oid <> t.root, t.oid
      """;

  /** The first version that can leave a foreign key of a partitioned table to be validated. */
  private static final int LEAVES_PARTITIONED_SINCE = 180000;

  private final DatabaseSession session;
  private final Set<TableName> tables = new LinkedHashSet<>();
  private final List<SuspendedForeignKey> keys = new ArrayList<>();

  private SuspendedForeignKeys(DatabaseSession session) {
    this.session = session;
  }

  /** None yet. */
  static SuspendedForeignKeys none(DatabaseSession session) {
    return new SuspendedForeignKeys(session);
  }

  /** Those that earlier transactions have left put aside. */
  static SuspendedForeignKeys left(DatabaseSession session) {
    SuspendedForeignKeys left = new SuspendedForeignKeys(session);
    left.keys.addAll(new PutAsideKeys(session).read());
    left.keys.forEach(key -> left.tables.add(key.table()));
    return left;
  }

  /** Drops the foreign keys that touch these tables, or partitions among them. */
  SuspendedForeignKeys drop(List<TableName> touched) {
    for (SuspendedForeignKey key : read(session, touched)) {
      session.run(
          "dropping foreign key %s of %s".formatted(key.name(), key.table()),
          "ALTER TABLE %s DROP CONSTRAINT %s"
              .formatted(Names.quoted(key.table()), Identifiers.quote(key.name())));
      keys.add(key);
    }
    tables.addAll(touched);
    return this;
  }

  /** Leaves them put aside beyond the transaction. */
  void leave() {
    new PutAsideKeys(session).add(keys);
  }

  /** Adds them again. */
  void add() {
    keys.forEach(this::add);
    nameCopies();
  }

  /**
   * Adds them again without looking at the rows, where PostgreSQL can do that, and says to {@link
   * UnvalidatedKeys} which are to be validated later.
   */
  void addUnvalidated(UnvalidatedKeys unvalidated, int serverVersion) {
    for (SuspendedForeignKey key : keys) {
      boolean later =
          key.valid() && (key.copies().isEmpty() || serverVersion >= LEAVES_PARTITIONED_SINCE);
      add(later ? key.unvalidated() : key);
      if (later) {
        unvalidated.add(key.table(), key.name());
      }
    }
    nameCopies();
  }

  private void add(SuspendedForeignKey key) {
    session.run("adding foreign key %s of %s".formatted(key.name(), key.table()), key.add());
  }

  private void nameCopies() {
    if (keys.stream().anyMatch(key -> !key.copies().isEmpty())) {
      nameAllCopies();
    }
  }

  private void nameAllCopies() {
    Map<Identity, SuspendedForeignKey> added = new HashMap<>();
    read(session, tables).forEach(key -> added.put(identity(key), key));
    for (SuspendedForeignKey key : keys) {
      SuspendedForeignKey counterpart = added.get(identity(key));
      if (counterpart != null) {
        nameCopies(key.copies(), counterpart.copies());
      }
    }
  }

  /** In two steps, since names may have to be exchanged. */
  private void nameCopies(
      List<SuspendedForeignKey.Copy> wanted, List<SuspendedForeignKey.Copy> made) {
    List<String> away = new ArrayList<>();
    List<String> back = new ArrayList<>();
    for (SuspendedForeignKey.Copy copy : wanted) {
      made.stream()
          .filter(candidate -> candidate.isOf(copy))
          .findFirst()
          .ifPresent(found -> {
            if (!found.name().equals(copy.name())) {
              String between = "hma_" + away.size();
              away.add(found.renameTo(between));
              back.add(
                  new SuspendedForeignKey.Copy(copy.table(), between, copy.references(), null)
                      .renameTo(copy.name()));
            }
            if (copy.comment() != null) {
              back.add(copy.describe(copy.comment()));
            }
          });
    }
    away.addAll(back);
    if (!away.isEmpty()) {
      session.run("naming the foreign keys of partitions", String.join(";", away));
    }
  }

  private static List<SuspendedForeignKey> read(
      DatabaseSession session, Collection<TableName> tables) {
    List<SuspendedForeignKey> keys = new ArrayList<>();
    List<SuspendedForeignKey.Copy> copies = new ArrayList<>();
    for (Row row : session.run("reading the foreign keys", KEYS, Names.arrays(tables))) {
      TableName table = Names.from(row, "schema", "name");
      String name = row.getString("constraint_name");
      String comment = row.getString("comment");
      if (row.getBoolean("declared")) {
        copies = new ArrayList<>();
        keys.add(
            new SuspendedForeignKey(
                table,
                name,
                Names.from(row, "referenced_schema", "referenced_name"),
                row.getString("definition"),
                row.getBoolean("valid"),
                comment,
                copies));
      } else {
        copies.add(new SuspendedForeignKey.Copy(table, name, row.getString("references"), comment));
      }
    }
    return keys;
  }

  private static Identity identity(SuspendedForeignKey key) {
    return new Identity(key.table(), key.name());
  }

  private record Identity(TableName table, String name) {}
}
