package hma.sync;

import hma.postgres.DatabaseSession;
import hma.protocol.Claim;
import hma.protocol.CommitReceipt;
import hma.protocol.Outcome;
import hma.protocol.SiteState;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The epoch, the term and the receipts of one database.
 *
 * <p>A transaction that changes data, grants or receipts calls one of the {@code check} methods as
 * its last statement before COMMIT: as the first one it would block every other transaction that
 * looks at the row for as long as the copy takes.
 */
final class StateRow {
  private final DatabaseSession session;

  StateRow(DatabaseSession session) {
    this.session = session;
  }

  SiteState read() {
    Row row =
        session
            .run(
                "reading epoch and term",
                """
                SELECT current_setting('server_version_num')::int AS version, s.epoch, s.term,
                       (SELECT count(*)::int FROM hma.fence) AS fenced,
                       r.switchover, r.epoch AS committed_epoch, r.decided_at
                FROM hma.state s LEFT JOIN LATERAL (
                  SELECT * FROM hma.receipts WHERE outcome = 'COMMITTED'
                  ORDER BY epoch DESC, decided_at DESC LIMIT 1) AS r ON true
                """)
            .iterator()
            .next();
    return new SiteState(
        row.getInteger("version"),
        row.getLong("epoch"),
        row.getLong("term"),
        row.getInteger("fenced"),
        receipt(row),
        new UnfitTables(session).read());
  }

  /** The server's version alone, as {@code server_version_num} has it. */
  static int serverVersion(DatabaseSession session) {
    return session
        .run(
            "reading the server's version",
            "SELECT current_setting('server_version_num')::int AS version")
        .iterator()
        .next()
        .getInteger("version");
  }

  private static Optional<CommitReceipt> receipt(Row row) {
    String switchover = row.getString("switchover");
    return switchover == null
        ? Optional.empty()
        : Optional.of(
            new CommitReceipt(
                switchover,
                row.getLong("committed_epoch"),
                row.getOffsetDateTime("decided_at").toInstant()));
  }

  /** Raises the term; the same one again changes nothing. */
  void raiseTerm(long term) {
    int raised =
        session
            .run(
                "raising the term",
                "UPDATE hma.state SET term = $1 WHERE term <= $1",
                Tuple.of(term))
            .rowCount();
    if (raised == 0) {
      throw SiteProblems.staleTerm(
          "term " + term + " is older than " + read().term() + ", which this database has seen");
    }
  }

  /** Sets the first epoch; a database that has one keeps it. */
  void adopt(long epoch, long term) {
    session.run(
        "adopting the first epoch",
        "UPDATE hma.state SET epoch = $1 WHERE epoch = 0 AND term = $2",
        Tuple.of(epoch, term));
    if (read().term() != term) {
      throw SiteProblems.staleTerm("term " + term + " is no longer the one that leads");
    }
  }

  /** Locks the row and refuses a claim that is not the newest; to be the last statement. */
  void check(Claim claim) {
    RowSet<Row> rows =
        session.run(
            "checking epoch and term",
            "SELECT 1 FROM hma.state WHERE epoch <= $1 AND term = $2 FOR UPDATE",
            Tuple.of(claim.epoch(), claim.term()));
    refuseIfEmpty(rows.size(), claim);
  }

  /**
   * As {@link #check}, and refuses also a claim whose switchover has a receipt here: it is over,
   * whether it committed or was given up. To be the last statement.
   */
  void checkUnsettled(Claim claim) {
    check(claim);
    // Behind the row's lock, for which whoever writes a receipt has to wait.
    RowSet<Row> receipts =
        session.run(
            "looking for a receipt",
            "SELECT 1 FROM hma.receipts WHERE switchover = $1",
            Tuple.of(claim.switchover()));
    if (receipts.size() > 0) {
      throw SiteProblems.staleTerm(
          "switchover " + claim.switchover() + " is over: it has a receipt");
    }
  }

  /** Raises the epoch to the claim's, refusing one that is not newer; to be the last statement. */
  void advance(Claim claim) {
    raise(claim, "UPDATE hma.state SET epoch = $1 WHERE epoch < $1 AND term = $2");
  }

  /** Raises the epoch to the claim's, also where it has that one already; to be the last. */
  void establish(Claim claim) {
    raise(claim, "UPDATE hma.state SET epoch = $1 WHERE epoch <= $1 AND term = $2");
  }

  private void raise(Claim claim, String update) {
    RowSet<Row> rows =
        session.run("raising the epoch", update, Tuple.of(claim.epoch(), claim.term()));
    refuseIfEmpty(rows.rowCount(), claim);
  }

  /** Records the outcome unless one stands; waits for a transaction that is about to record one. */
  void record(Claim claim, Outcome outcome) {
    session.run(
        "writing the receipt",
        """
        INSERT INTO hma.receipts (switchover, outcome, epoch, term) VALUES ($1, $2, $3, $4)
        ON CONFLICT (switchover) DO NOTHING
        """,
        Tuple.of(claim.switchover(), outcome.name(), claim.epoch(), claim.term()));
  }

  /** Remembers of which moment the standby is. */
  void moment(Claim claim, Instant moment) {
    session.run(
        "remembering the moment",
        """
        INSERT INTO hma.standby (as_of, switchover) VALUES ($1, $2)
        ON CONFLICT (one_row) DO UPDATE
        SET as_of = excluded.as_of, switchover = excluded.switchover
        """,
        Tuple.of(OffsetDateTime.ofInstant(moment, ZoneOffset.UTC), claim.switchover()));
  }

  /**
   * Remembers that this side, which is fenced from now on, holds all that was committed on it. A
   * fence that is raised again says nothing newer.
   */
  void momentOfFence(Claim claim) {
    session.run(
        "remembering the moment of the fence",
        """
        INSERT INTO hma.standby (as_of, switchover) VALUES (clock_timestamp(), $1)
        ON CONFLICT (one_row) DO UPDATE
        SET as_of = excluded.as_of, switchover = excluded.switchover
        WHERE hma.standby.switchover <> excluded.switchover
        """,
        Tuple.of(claim.switchover()));
  }

  /** The fence of this switchover is lifted again, so that more is committed here. */
  void forgetMomentOfFence(Claim claim) {
    session.run(
        "forgetting the moment of the fence",
        "DELETE FROM hma.standby WHERE switchover = $1",
        Tuple.of(claim.switchover()));
  }

  /** Of which moment the standby is, where that is known. */
  Optional<Instant> moment() {
    for (Row row : session.run("reading the moment", "SELECT as_of FROM hma.standby")) {
      return Optional.of(row.getOffsetDateTime(0).toInstant());
    }
    return Optional.empty();
  }

  /** What is active is of no moment. */
  void forgetMoment() {
    session.run("forgetting the moment", "DELETE FROM hma.standby");
  }

  /** The outcome that stands; {@link #record} was called before. */
  Outcome outcome(Claim claim) {
    Row row =
        session
            .run(
                "reading the receipt",
                "SELECT outcome FROM hma.receipts WHERE switchover = $1",
                Tuple.of(claim.switchover()))
            .iterator()
            .next();
    return Outcome.valueOf(row.getString(0));
  }

  private void refuseIfEmpty(int rows, Claim claim) {
    if (rows > 0) {
      return;
    }
    SiteState held = read();
    throw SiteProblems.staleTerm(
        "this database holds epoch %d and term %d; switchover %s came with epoch %d and term %d"
            .formatted(held.epoch(), held.term(), claim.switchover(), claim.epoch(), claim.term()));
  }
}
