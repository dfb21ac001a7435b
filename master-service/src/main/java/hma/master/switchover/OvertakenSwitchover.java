package hma.master.switchover;

import hma.master.journal.Journal;
import java.time.InstantSource;

/** The switchover that nobody can finish any more, since a failover has decided who is active. */
final class OvertakenSwitchover {
  private final Journal journal;
  private final InstantSource clock;

  OvertakenSwitchover(Journal journal, InstantSource clock) {
    this.journal = journal;
    this.clock = clock;
  }

  /** Closes it, if the journal has one. */
  void close(String failover) {
    journal
        .unfinished()
        .ifPresent(
            left -> close(RunRecord.resumed(journal, left, clock, StepListener.NONE), failover));
  }

  static void close(RunRecord record, String failover) {
    record.view().failure("it was overtaken: %s decided who is active".formatted(failover));
    record.enter(record.state(State.Open.class).overtaken(failover));
  }
}
