package hma.sync;

import hma.postgres.DatabaseSession;
import hma.protocol.Cargo;
import hma.protocol.Fingerprint;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.TableChanges;
import hma.protocol.TableName;
import hma.workflow.Awaiting;
import hma.workflow.Workflows;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Makes the target's rows and sequences equal to the source's and proves that they are. */
public final class Mover {
  private final Workflows workflows;
  private final Source source;
  private final Target target;
  private final MovePlan plan;
  private final Carrier carrier;
  private boolean readsAhead = true;
  private List<Decision> decisions = List.of();

  /**
   * Between an open source and an open target; the caller closes them.
   *
   * @param plan with which both were opened
   */
  public Mover(
      Workflows workflows, Source source, Target target, MovePlan plan, MoveProgress progress) {
    this.workflows = workflows;
    this.source = source;
    this.target = target;
    this.plan = plan;
    this.carrier = new Carrier(workflows, source, target, progress);
  }

  /**
   * Reads one table after the other: beside writers, who may wait for a lock, a second view of a
   * table would queue behind one that waits for the first.
   */
  Mover besideWriters() {
    readsAhead = false;
    return this;
  }

  /**
   * Compares all tables, decides how each is moved, and moves them, largest first. Nothing of the
   * target changes before all is decided: a table can't be emptied once rows of another were
   * written.
   */
  public void move() {
    decisions = new Decisions(carrier, plan).make();
    TableChanges changes =
        new TableChanges(named(TableMove.Method.FULL), named(TableMove.Method.DELTA));
    if (!changes.all().isEmpty()) {
      target.prepare(changes);
    }
    try (ReadAhead ahead =
        new ReadAhead(
            workflows,
            source,
            plan,
            readsAhead ? chosen(TableMove.Method.FULL).toList() : List.of())) {
      decisions.forEach(decision -> carrier.arrived(move(decision, ahead)));
    }
  }

  private Stream<MovedTable> chosen(TableMove.Method method) {
    return decisions.stream().filter(decision -> decision.is(method)).map(Decision::table);
  }

  private List<TableName> named(TableMove.Method method) {
    return chosen(method).map(MovedTable::name).toList();
  }

  private TableMove move(Decision decision, ReadAhead ahead) {
    long begun = System.nanoTime();
    Carrier.Load load =
        switch (decision.method()) {
          case SAME -> new Carrier.Load(0, 0);
          case DELTA -> carrier.carry(decision.table(), Cargo.CHANGED_ROWS);
          case FULL -> ahead.carry(decision.table(), carrier);
        };
    return decision.moved(load, System.nanoTime() - begun);
  }

  /**
   * Puts constraints and triggers back, compares every table that was changed with what the source
   * holds, and sets and compares the sequences. A table of which nothing was carried was proven
   * equal when that was decided, under the same lock and in the same snapshot.
   *
   * @throws NotEqual naming what differs
   */
  public void prove() {
    Future<Map<MovedTable, Fingerprint>> expected =
        carrier.start("fingerprint-source", this::sourceFingerprints);
    target.restore();
    compareRows(expected);
    SequenceProof.carry(source, target);
  }

  /** Of {@link #prove} what concerns rows alone. */
  void proveRows() {
    compareRows(carrier.start("fingerprint-source", this::sourceFingerprints));
  }

  private void compareRows(Future<Map<MovedTable, Fingerprint>> expected) {
    Map<MovedTable, Fingerprint> found = new HashMap<>();
    decisions.stream()
        .filter(decision -> !decision.is(TableMove.Method.SAME))
        .forEach(decision -> found.put(decision.table(), targetFingerprint(decision)));
    compare(
        Awaiting.await(
            expected, DatabaseSession.STATEMENT_LIMIT, "taking the source's fingerprints"),
        found);
  }

  private Fingerprint targetFingerprint(Decision decision) {
    return decision.is(TableMove.Method.DELTA)
        ? target.proveChanged(decision.table())
        : target.fingerprint(decision.table());
  }

  private Map<MovedTable, Fingerprint> sourceFingerprints() {
    Map<MovedTable, Fingerprint> fingerprints = new HashMap<>();
    for (Decision decision : decisions) {
      if (!decision.is(TableMove.Method.SAME)) {
        fingerprints.put(
            decision.table(),
            decision.source().orElseGet(() -> source.fingerprint(decision.table())));
      }
    }
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
}
