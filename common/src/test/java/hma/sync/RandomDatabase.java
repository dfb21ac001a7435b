package hma.sync;

import hma.config.DatabaseUrl;
import hma.postgres.Identifiers;
import hma.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A random schema with random rows and random changes, all of it from one seed. Statements are
 * random, too: those that the schema refuses are passed over, as an application's would be.
 */
final class RandomDatabase {
  private static final List<String> NAMES =
      List.of(
          "plain",
          "Mixed Case",
          "with \"quotes\"",
          "dot.dot",
          "größe 😀",
          "select",
          "o'clock",
          "back\\slash");

  private static final List<String> TYPES =
      List.of(
          "CREATE COLLATION hma_blind (provider = icu, locale = 'und-u-ks-level1', deterministic = false)",
          "CREATE TYPE hma_mood AS ENUM ('sad', 'ok', 'very, \"happy\"')",
          "CREATE DOMAIN hma_positive AS integer CHECK (VALUE > 0)",
          "CREATE TYPE hma_pair AS (a integer, b text)",
          "CREATE TABLE fired (what text)",
          "CREATE FUNCTION fire() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO public.fired VALUES (TG_OP); RETURN coalesce(NEW, OLD); END $$");

  private final long seed;
  private final Random random;
  private final List<RandomTable> tables = new ArrayList<>();
  private final List<String> after = new ArrayList<>();
  private final List<String> sequences = new ArrayList<>();

  RandomDatabase(long seed) {
    this.seed = seed;
    this.random = new Random(seed);
    int count = 1 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      String schema = random.nextInt(3) == 0 ? "\"other schema\"." : "public.";
      String name = NAMES.get(random.nextInt(NAMES.size())) + " " + i;
      tables.add(new RandomTable(schema + Identifiers.quote(name), random));
    }
    tables.forEach(this::adorn);
    addForeignKeys();
    addSequences();
    if (random.nextInt(3) == 0) {
      after.add(
          "CREATE MATERIALIZED VIEW counts AS SELECT count(*), sum(n) FROM "
              + tables.getFirst().name());
    }
  }

  private void adorn(RandomTable table) {
    for (int i = random.nextInt(3); i > 0; i--) {
      after.add(table.index(random));
    }
    if (random.nextInt(4) == 0) {
      String state =
          List.of("ENABLE", "DISABLE", "ENABLE ALWAYS", "ENABLE REPLICA").get(random.nextInt(4));
      after.add(
          "CREATE TRIGGER fires AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION public.fire()"
              .formatted(table.name()));
      after.add("ALTER TABLE %s %s TRIGGER fires".formatted(table.name(), state));
    }
    if (random.nextInt(12) == 0) {
      after.add("CREATE RULE stays AS ON DELETE TO %s DO INSTEAD NOTHING".formatted(table.name()));
    }
    if (random.nextInt(10) == 0) {
      after.add("ALTER TABLE %s ENABLE ROW LEVEL SECURITY".formatted(table.name()));
    }
    if (random.nextInt(5) == 0) {
      after.add("ALTER TABLE %s ADD gone integer, ADD came text".formatted(table.name()));
      after.add("ALTER TABLE %s DROP gone".formatted(table.name()));
    }
  }

  /** In any direction, to itself, too: cycles come by themselves. */
  private void addForeignKeys() {
    List<String> actions =
        List.of(
            "",
            "ON DELETE CASCADE",
            "ON DELETE SET NULL",
            "ON UPDATE CASCADE ON DELETE CASCADE",
            "DEFERRABLE INITIALLY DEFERRED");
    for (RandomTable from : tables) {
      RandomTable to = tables.get(random.nextInt(tables.size()));
      if (to.canBeReferred() && random.nextInt(4) > 0) {
        after.add(
            "ALTER TABLE %s ADD refers integer REFERENCES %s (id) %s"
                .formatted(from.name(), to.name(), actions.get(random.nextInt(actions.size()))));
        after.add("COMMENT ON COLUMN %s.refers IS 'refers'".formatted(from.name()));
      }
    }
  }

  private void addSequences() {
    List<String> options =
        List.of(
            "",
            "INCREMENT -2",
            "MINVALUE -3 MAXVALUE 5 CYCLE",
            "CACHE 20",
            "START 1000000000000",
            "AS smallint MAXVALUE 7");
    for (int i = random.nextInt(4); i > 0; i--) {
      String name = Identifiers.quote("Sequence " + i);
      after.add(
          "CREATE SEQUENCE %s %s".formatted(name, options.get(random.nextInt(options.size()))));
      sequences.add(name);
    }
  }

  /** Makes both sides: the schema on both, rows on the source, other rows on the target. */
  void prepare(TwoSites sites) {
    define(sites.sourceDatabase(), new Random(seed + 1));
    boolean sameOrder = random.nextBoolean();
    define(sites.targetDatabase(), new Random(seed + (sameOrder ? 1 : 2)));
    // The same numbers for both: so some rows are the same, and some keys have other rows.
    fill(sites.sourceDatabase(), new Random(seed + 3), random.nextInt(8) == 0 ? 3000 : 120);
    if (random.nextInt(3) > 0) {
      fill(sites.targetDatabase(), new Random(seed + 3 + random.nextInt(2)), 120);
      change(sites.targetDatabase());
    }
  }

  private void define(DatabaseUrl database, Random orderOfTheSide) {
    List<String> statements = new ArrayList<>(TYPES);
    statements.add("CREATE SCHEMA \"other schema\"");
    tables.forEach(table -> statements.addAll(table.definition(orderOfTheSide)));
    statements.addAll(after);
    Sql.execute(database, statements.toArray(String[]::new));
  }

  private void fill(DatabaseUrl database, Random values, int most) {
    List<String> statements = new ArrayList<>();
    for (RandomTable table : tables) {
      statements.addAll(table.rows(values, values.nextInt(most)));
    }
    for (RandomTable table : tables) {
      for (RandomTable other : tables) {
        // Refused where the column is not there or refers elsewhere.
        statements.add(
            "UPDATE %s t SET refers = (SELECT o.id FROM %s o ORDER BY md5(o.id::text || t.n) LIMIT 1) WHERE n %% 3 = 0"
                .formatted(table.name(), other.name()));
      }
    }
    for (String sequence : sequences) {
      for (int i = values.nextInt(9); i > 0; i--) {
        statements.add("SELECT nextval('%s')".formatted(sequence));
      }
    }
    statements.add("REFRESH MATERIALIZED VIEW counts");
    run(database, statements);
  }

  /** None, few, many or all rows; keys and sequences, too. */
  void change(DatabaseUrl database) {
    int changes = List.of(0, 1, 5, 30).get(random.nextInt(4));
    List<String> statements = new ArrayList<>();
    for (int i = 0; i < changes; i++) {
      statements.add(tables.get(random.nextInt(tables.size())).change(random));
    }
    sequences.forEach(sequence -> statements.add("SELECT nextval('%s')".formatted(sequence)));
    statements.add("REFRESH MATERIALIZED VIEW counts");
    run(database, statements);
  }

  private static void run(DatabaseUrl database, List<String> statements) {
    try (Connection connection = Sql.connect(database);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        tried(statement, sql);
      }
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static void tried(Statement statement, String sql) throws SQLException {
    try {
      statement.execute(sql);
    } catch (SQLException refused) {
      // A broken rule of the schema is an application's everyday life; a lost connection is not.
      if (statement.getConnection().isClosed()) {
        throw refused;
      }
    }
  }
}
