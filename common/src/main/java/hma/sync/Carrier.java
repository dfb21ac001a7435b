package hma.sync;

import hma.postgres.DatabaseSession;
import hma.protocol.Cargo;
import hma.protocol.Fingerprint;
import hma.protocol.MovedTable;
import hma.protocol.TableName;
import hma.workflow.Awaiting;
import hma.workflow.Workflows;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** Carries things of tables between an open source and an open target, in constant memory. */
final class Carrier {
  private final Workflows workflows;
  private final Source source;
  private final Target target;
  private final MoveProgress progress;

  /** Of tables that are not moved yet. */
  private final Map<TableName, MoveProgress.Carried> underWay = new HashMap<>();

  Carrier(Workflows workflows, Source source, Target target, MoveProgress progress) {
    this.workflows = workflows;
    this.source = source;
    this.target = target;
    this.progress = progress;
  }

  /** How much was carried. */
  record Load(long rows, long bytes) {}

  /** What both sides answered. */
  record Answers<T>(T source, T target) {
    boolean agree() {
      return source.equals(target);
    }
  }

  /** Two sides that are asked the same. */
  record Pair(Workflows workflows, OpenSide source, OpenSide target) {
    /** Asks both at the same time. */
    <T> Answers<T> ask(String what, Function<OpenSide, T> question) {
      Future<T> sources = workflows.start(what, () -> question.apply(source));
      T targets = question.apply(target);
      return new Answers<>(Awaiting.await(sources, DatabaseSession.STATEMENT_LIMIT, what), targets);
    }

    /** What a table's rows add up to on either. */
    Answers<Fingerprint> fingerprints(MovedTable table) {
      return ask("compare-" + table.name(), side -> side.fingerprint(table));
    }
  }

  /** Asks both sides at the same time. */
  <T> Answers<T> askBoth(String what, Function<OpenSide, T> question) {
    return new Pair(workflows, source, target).ask(what, question);
  }

  <T> Future<T> start(String what, Callable<T> work) {
    return workflows.start(what, work);
  }

  /** Carries a kind of cargo of a table to the side where it belongs. */
  Load carry(MovedTable table, Cargo cargo) {
    OpenSide from = cargo.toTarget() ? source : target;
    // What each side has to work out before the first chunk, it works out at the same time.
    return carry(table, cargo, start("read-" + cargo, () -> from.read(table, cargo)));
  }

  /** Carries a kind of cargo from a stream that somebody opens. */
  Load carry(MovedTable table, Cargo cargo, Future<RowReader> opening) {
    OpenSide to = cargo.toTarget() ? target : source;
    try (RowWriter writer = open(to, table, cargo, opening);
        RowReader reader = opened(opening)) {
      progress.check();
      long bytes = 0;
      RowEstimate estimate = RowEstimate.of(cargo);
      MoveProgress.Carried before =
          underWay.getOrDefault(table.name(), new MoveProgress.Carried(0, 0));
      for (Buffer chunk = reader.next(); chunk != null; chunk = reader.next()) {
        progress.check();
        bytes += chunk.length();
        writer.write(chunk);
        MoveProgress.Carried soFar =
            new MoveProgress.Carried(before.rows() + estimate.with(chunk), before.bytes() + bytes);
        underWay.put(table.name(), soFar);
        progress.underWay(table.name(), soFar);
      }
      return new Load(agreed(table, reader.rows(), writer.finish()), bytes);
    }
  }

  /** What a round carried is no longer under way. */
  void caughtUp(MoveProgress.Carried round) {
    underWay.clear();
    progress.caughtUp(round);
  }

  /** A table is no longer under way. */
  void arrived(TableMove move) {
    underWay.remove(move.table());
    progress.moved(move);
  }

  private static RowWriter open(
      OpenSide to, MovedTable table, Cargo cargo, Future<RowReader> opening) {
    try {
      return to.write(table, cargo);
    } catch (RuntimeException failure) {
      closeUnlessFailed(opening, failure);
      throw failure;
    }
  }

  private static RowReader opened(Future<RowReader> opening) {
    return Awaiting.await(opening, DatabaseSession.STATEMENT_LIMIT, "the beginning of a stream");
  }

  private static void closeUnlessFailed(Future<RowReader> opening, RuntimeException failure) {
    try {
      opened(opening).close();
    } catch (RuntimeException another) {
      failure.addSuppressed(another);
    }
  }

  private static long agreed(MovedTable table, long read, long written) {
    if (read != written) {
      throw new NotEqual(
          "table %s: %d rows were read and %d written".formatted(table.name(), read, written));
    }
    return written;
  }
}
