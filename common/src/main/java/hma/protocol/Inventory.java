package hma.protocol;

import java.util.List;

/**
 * What a database holds beside the shape of its tables, as far as it decides whether data can be
 * moved into or out of it.
 *
 * @param encoding the server encoding's name: {@code UTF8}
 * @param extensions all that are installed, {@code plpgsql} aside
 * @param types the types beyond {@code pg_catalog} that columns of selected tables are made of,
 *     directly or inside of other types
 * @param constraints what refuses rows of selected tables, primary and foreign keys aside
 * @param relations what is no table that moves
 * @param largeObjects how many large objects there are, 0 or more
 * @param traits what selected tables and their sequences do by themselves, and who may use them
 */
public record Inventory(
    String encoding,
    List<Extension> extensions,
    List<DataType> types,
    List<Constraint> constraints,
    List<Relation> relations,
    long largeObjects,
    List<Trait> traits) {

  /** Without traits. */
  public Inventory(
      String encoding,
      List<Extension> extensions,
      List<DataType> types,
      List<Constraint> constraints,
      List<Relation> relations,
      long largeObjects) {
    this(encoding, extensions, types, constraints, relations, largeObjects, List.of());
  }

  /** Copies the lists. */
  public Inventory {
    extensions = List.copyOf(extensions);
    types = List.copyOf(types);
    constraints = List.copyOf(constraints);
    relations = List.copyOf(relations);
    traits = List.copyOf(traits);
  }

  /** An installed extension. */
  public record Extension(String name, String schema, String version) {}

  /**
   * A type that somebody defined.
   *
   * @param name its name
   * @param kind what it is
   * @param base a domain's base type or a range's subtype, otherwise empty
   * @param parts an enum's labels in their order, a composite's attributes with their types, or a
   *     domain's constraints
   * @param extension the extension that it belongs to, or empty
   * @param users the columns made of it, as {@code schema.table.column}
   */
  public record DataType(
      TableName name,
      DataType.Kind kind,
      String base,
      List<String> parts,
      String extension,
      List<String> users) {

    /** Copies the lists. */
    public DataType {
      parts = List.copyOf(parts);
      users = List.copyOf(users);
    }

    /** What a type is: {@code typtype} of {@code pg_type}. */
    public enum Kind {
      /** Made in C, as the types of extensions are. */
      BASE,
      /** One of some labels. */
      ENUM,
      /** A base type with constraints. */
      DOMAIN,
      /** A row of attributes. */
      COMPOSITE,
      /** A range of another type. */
      RANGE,
      /** Several ranges. */
      MULTIRANGE
    }
  }

  /**
   * Something that refuses rows.
   *
   * @param table the table
   * @param kind what it is
   * @param name its name; for NOT NULL that of the column
   * @param definition what it demands, without its name
   */
  public record Constraint(TableName table, Constraint.Kind kind, String name, String definition) {
    /** What refuses rows. */
    public enum Kind {
      /** A CHECK constraint. */
      CHECK,
      /** A unique constraint or a unique index. */
      UNIQUE,
      /** An exclusion constraint. */
      EXCLUDE,
      /** A column that may not be null. */
      NOT_NULL,
      /** What a table is partitioned by; without a name. */
      PARTITION_KEY,
      /** Which rows a partition takes; without a name. */
      PARTITION_BOUND,
      /**
       * An enum in the key of a table that is partitioned by hash: its name, and as definition what
       * is the same where rows hash alike.
       */
      HASHED_ENUM
    }
  }

  /**
   * Something about a table or sequence that decides how the application fares with it, while its
   * rows can be moved whatever it is.
   *
   * @param relation the table or sequence
   * @param kind what it is
   * @param name what it is called there: the trigger, policy or column, or who holds the grant;
   *     empty where there can be one only
   * @param definition what it says, without its name
   */
  public record Trait(TableName relation, Trait.Kind kind, String name, String definition) {
    /** What a trait is. */
    public enum Kind {
      /** A trigger of the application, with its state and the text of its function. */
      TRIGGER,
      /** That row security is on. */
      ROW_SECURITY,
      /** A policy of row security. */
      POLICY,
      /** What a column gets that a row leaves out: a default, an identity or an expression. */
      DEFAULT,
      /** A sequence's type, bounds, step, cache and cycle. */
      SEQUENCE,
      /** What a role may do, as it will be once no fence stands. */
      GRANT
    }
  }

  /** A relation that is no table that moves, or one that deserves a word. */
  public record Relation(TableName name, Relation.Kind kind, String extension) {
    /** Why it is named. */
    public enum Kind {
      /** A view. */
      VIEW,
      /** A materialized view. */
      MATERIALIZED_VIEW,
      /** A foreign table: its rows are in another database. */
      FOREIGN_TABLE,
      /** A table that an extension owns. */
      TABLE_OF_EXTENSION,
      /** A table in a schema of the provider. */
      TABLE_OF_PROVIDER,
      /** A temporary table of some session. */
      TEMPORARY_TABLE,
      /** A table that comes back empty after a crash of the server. */
      UNLOGGED_TABLE,
      /** A table of the application that is not selected. */
      UNSELECTED_TABLE
    }
  }
}
