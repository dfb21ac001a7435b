package hma.sync;

import hma.protocol.Cargo;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.ProblemException;
import hma.workflow.Workflows;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads tables that are to be loaded whole while those before them are still being written: several
 * views of one moment, each with one export under way. One transaction writes, so what this hides
 * is the wait for each export to begin, which for many small tables behind a router is most of
 * their time. Every export waits for its first chunk to be taken: memory does not grow with it.
 */
final class ReadAhead implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ReadAhead.class);

  /** Views beside the source: with it a server of few connections has as many readers as cores. */
  private static final int VIEWS = 2;

  private final Workflows workflows;
  private final Source source;
  private final Queue<MovedTable> waiting = new ArrayDeque<>();
  private final Map<MovedTable, Reading> begun = new HashMap<>();
  private final Queue<Source> views = new ArrayDeque<>();

  /** An export and the view that it occupies. */
  private record Reading(Source view, Future<RowReader> reader) {}

  /**
   * Of these tables, in the order in which they are going to be asked for.
   *
   * @param source which stays open for longer than this
   * @param plan whose tables they are
   */
  ReadAhead(Workflows workflows, Source source, MovePlan plan, Collection<MovedTable> tables) {
    this.workflows = workflows;
    this.source = source;
    List<MovedTable> readable =
        tables.stream().filter(table -> !plan.forced().contains(table.name())).toList();
    // The first one is asked for at once, and the source itself is idle.
    if (readable.size() > 1) {
      waiting.addAll(readable.subList(1, readable.size()));
      open(plan.only(readable));
    }
    begin();
  }

  /** A server that is short of connections is read by as many as it allows. */
  private void open(MovePlan part) {
    try {
      while (views.size() < Math.min(VIEWS, waiting.size())) {
        views.add(source.beside(part));
      }
    } catch (ProblemException refused) {
      log.atWarn()
          .addKeyValue("count", views.size())
          .log("fewer tables are read at a time: {}", refused.getMessage());
    }
  }

  /** Loads a table whole into the target. */
  Carrier.Load carry(MovedTable table, Carrier carrier) {
    Reading ahead = begun.remove(table);
    if (ahead == null) {
      waiting.remove(table);
      return carrier.carry(table, Cargo.ALL_ROWS);
    }
    Carrier.Load load = carrier.carry(table, Cargo.ALL_ROWS, ahead.reader());
    views.add(ahead.view());
    begin();
    return load;
  }

  private void begin() {
    while (!views.isEmpty() && !waiting.isEmpty()) {
      Source view = views.remove();
      MovedTable table = waiting.remove();
      begun.put(
          table,
          new Reading(
              view,
              workflows.start(
                  "read-ahead-" + table.name(), () -> view.read(table, Cargo.ALL_ROWS))));
    }
  }

  /** Ends what is still being read; never throws. */
  @Override
  public void close() {
    begun.values().forEach(reading -> reading.view().close());
    views.forEach(Source::close);
  }
}
