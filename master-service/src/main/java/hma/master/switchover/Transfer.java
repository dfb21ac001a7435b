package hma.master.switchover;

import hma.protocol.Fingerprint;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.SequenceValue;
import hma.sync.RowReader;
import hma.sync.RowWriter;
import hma.sync.Source;
import hma.sync.Target;
import hma.workflow.Awaiting;
import hma.workflow.Workflows;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Carries rows from a source to a target and proves that both hold the same. */
final class Transfer {
  private static final Duration FINGERPRINT_LIMIT = Duration.ofHours(12);

  private final Workflows workflows;
  private final Source source;
  private final Target target;
  private final MovePlan plan;

  Transfer(Workflows workflows, Source source, Target target, MovePlan plan) {
    this.workflows = workflows;
    this.source = source;
    this.target = target;
    this.plan = plan;
  }

  /**
   * Copies every table, largest first.
   *
   * @param view is told of each chunk
   * @param beforeEachChunk throws when the copy is to end
   */
  void copy(RunView view, Runnable beforeEachChunk) {
    for (MovedTable table : plan.tables()) {
      view.moved(copy(table, view, beforeEachChunk));
    }
  }

  private TableView copy(MovedTable table, RunView view, Runnable beforeEachChunk) {
    long begun = System.nanoTime();
    long bytes = 0;
    long read;
    long written;
    try (RowReader reader = source.read(table);
        RowWriter writer = target.write(table)) {
      for (Buffer chunk = reader.next(); chunk != null; chunk = reader.next()) {
        beforeEachChunk.run();
        bytes += chunk.length();
        writer.write(chunk);
        view.underWay(bytes);
      }
      written = writer.finish();
      read = reader.rows();
    }
    if (read != written) {
      throw new NotEqual(
          "table %s: %d rows were read and %d written".formatted(table.name(), read, written));
    }
    long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    return new TableView(table.name().toString(), "full", written, bytes, took);
  }

  /**
   * Sets sequences, puts constraints and triggers back and compares every table and sequence.
   *
   * @throws NotEqual naming what differs
   */
  void prove() {
    Future<Map<MovedTable, Fingerprint>> expected =
        workflows.start("fingerprint-source", this::sourceFingerprints);
    target.restore();
    Map<MovedTable, Fingerprint> found = new HashMap<>();
    plan.tables().forEach(table -> found.put(table, target.fingerprint(table)));
    compare(Awaiting.await(expected, FINGERPRINT_LIMIT, "taking the source's fingerprints"), found);
    List<SequenceValue> values = source.sequences();
    target.setSequences(values);
    compare(values, target.sequences());
  }

  private Map<MovedTable, Fingerprint> sourceFingerprints() {
    Map<MovedTable, Fingerprint> fingerprints = new HashMap<>();
    plan.tables().forEach(table -> fingerprints.put(table, source.fingerprint(table)));
    return fingerprints;
  }

  private static void compare(
      Map<MovedTable, Fingerprint> expected, Map<MovedTable, Fingerprint> found) {
    List<String> different =
        expected.entrySet().stream()
            .filter(entry -> !entry.getValue().equals(found.get(entry.getKey())))
            .map(entry -> entry.getKey().name().toString())
            .sorted()
            .toList();
    if (!different.isEmpty()) {
      throw new NotEqual(
          "the fingerprints of both sides differ for " + String.join(", ", different));
    }
  }

  private static void compare(List<SequenceValue> expected, List<SequenceValue> found) {
    List<String> different =
        expected.stream()
            .filter(value -> !found.contains(value))
            .map(value -> value.name().toString())
            .toList();
    if (!different.isEmpty()) {
      throw new NotEqual("these sequences did not take: " + String.join(", ", different));
    }
  }
}
