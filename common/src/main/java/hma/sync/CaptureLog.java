package hma.sync;

import hma.postgres.Identifiers;
import hma.protocol.CaptureUnit;
import hma.protocol.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The log of one unit, and the triggers that fill it, as SQL: <a
 * href="https://www.postgresql.org/docs/current/plpgsql-trigger.html">PostgreSQL, 43.10 Trigger
 * Functions</a>.
 *
 * <p>The functions run with the rights of HMA's role, so that anybody's writes are logged who may
 * write at all, and find nothing by a search path. A log is an ordinary table: an unlogged one
 * would come back empty from a crash. Its rows have no number: in a repeatable-read transaction
 * DELETE takes exactly those that the snapshot sees, and numbers would cost each writer something.
 *
 * <p>The triggers fire ALWAYS, so also for sessions in replica mode; the cascades of foreign keys,
 * which don't run in such sessions, change nothing there that would have to be logged. What logical
 * replication applies fires triggers for rows alone, not those for statements. That they fire
 * ALWAYS is also how it is noticed that somebody turned them off and on: {@code ENABLE TRIGGER}
 * makes them ordinary ones.
 *
 * @param log its number, which no other log of this database ever had
 * @param unit whose changes it takes
 * @param key of the unit; without one the changes are marked only
 */
record CaptureLog(long log, CaptureUnit unit, @Nullable UnitKey key) {
  /** What the names of all functions and logs begin with. */
  static final String PREFIX = "capture_";

  /** What the names of all triggers begin with. */
  static final String TRIGGER_PREFIX = "hma_capture_";

  /** The body of a function that does nothing any more. */
  static final String NOTHING = "BEGIN RETURN NULL; END";

  private static final String OLD = "hma_old";
  private static final String NEW = "hma_new";

  /** An event, and what a statement's trigger sees of it. */
  private enum Event {
    INSERT("NEW TABLE AS " + NEW),
    UPDATE("OLD TABLE AS " + OLD + " NEW TABLE AS " + NEW),
    DELETE("OLD TABLE AS " + OLD);

    private final String seen;

    Event(String seen) {
      this.seen = seen;
    }

    String suffix() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How many triggers stand on all of its relations. */
  int triggers() {
    return unit.relations().size() * (unit.perRow() ? 2 : Event.values().length + 1);
  }

  /** The relation in which keys are logged. */
  static String relation(long log) {
    return "hma." + PREFIX + log;
  }

  String relation() {
    return relation(log);
  }

  /** The statements that make the log and the functions. */
  List<String> make() {
    List<String> statements = new ArrayList<>();
    if (key != null) {
      statements.add("CREATE TABLE %s (%s)".formatted(relation(), key.definitions()));
    }
    statements.add(function("truncate", "%s; RETURN NULL;".formatted(mark("VALUES (%d)"))));
    if (unit.perRow()) {
      statements.add(function("row", row() + " RETURN NULL;"));
    } else {
      for (Event event : Event.values()) {
        statements.add(function(event.suffix(), "%s; RETURN NULL;".formatted(statement(event))));
      }
    }
    return statements;
  }

  /** The statements that put the triggers on a relation. */
  List<String> attach(TableName relation) {
    List<String> statements = new ArrayList<>();
    if (unit.perRow()) {
      addTrigger(statements, relation, "row", "INSERT OR UPDATE OR DELETE", "FOR EACH ROW");
    } else {
      for (Event event : Event.values()) {
        addTrigger(
            statements,
            relation,
            event.suffix(),
            event.name(),
            "REFERENCING %s FOR EACH STATEMENT".formatted(event.seen));
      }
    }
    addTrigger(statements, relation, "truncate", "TRUNCATE", "FOR EACH STATEMENT");
    return statements;
  }

  private void addTrigger(
      List<String> statements, TableName relation, String suffix, String events, String how) {
    String trigger = TRIGGER_PREFIX + log + "_" + suffix;
    statements.add(
        "CREATE TRIGGER %s AFTER %s ON %s %s EXECUTE FUNCTION hma.%s%d_%s()"
            .formatted(trigger, events, Names.quoted(relation), how, PREFIX, log, suffix));
    statements.add(
        "ALTER TABLE ONLY %s ENABLE ALWAYS TRIGGER %s".formatted(Names.quoted(relation), trigger));
  }

  private String function(String suffix, String body) {
    String name = "hma.%s%d_%s()".formatted(PREFIX, log, suffix);
    return create("CREATE", name, "#variable_conflict use_column\nBEGIN %s END".formatted(body))
        + "; REVOKE ALL ON FUNCTION %s FROM PUBLIC".formatted(name);
  }

  /** Makes a function, or makes another one of it. */
  static String create(String create, String function, String body) {
    return "%s FUNCTION %s RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS %s"
        .formatted(create, function, Identifiers.literal(body));
  }

  private String mark(String values) {
    return "INSERT INTO hma.capture_marks (log) " + values.formatted(log);
  }

  /** A statement that changed no row logs nothing, so that nobody's polling keeps a round going. */
  private String statement(Event event) {
    String seen = event == Event.DELETE ? OLD : NEW;
    if (key == null) {
      return mark("SELECT %d FROM " + seen + " LIMIT 1");
    }
    String keys = "SELECT %s FROM %s AS r".formatted(key.of("r"), seen);
    return insert(event == Event.UPDATE ? keys + union() + before() : keys);
  }

  private String before() {
    return key == null ? "" : "SELECT %s FROM %s AS r".formatted(key.of("r"), OLD);
  }

  private String row() {
    if (key == null) {
      return mark("VALUES (%d)") + ";";
    }
    String before = "SELECT " + key.of("OLD");
    String after = "SELECT " + key.of("NEW");
    return """
    IF TG_OP = 'INSERT' THEN %s;
    ELSIF TG_OP = 'DELETE' THEN %s;
    ELSE %s; END IF;\
    """
        .formatted(insert(after), insert(before), insert(before + union() + after));
  }

  private String union() {
    return key != null && key.distinguishable() ? " UNION " : " UNION ALL ";
  }

  private String insert(String keys) {
    return "INSERT INTO %s (%s) %s".formatted(relation(), key == null ? "" : key.names(), keys);
  }
}
