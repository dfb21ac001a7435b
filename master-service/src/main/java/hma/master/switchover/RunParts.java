package hma.master.switchover;

import hma.master.journal.Facts;
import hma.master.journal.ProcessQuantity;
import hma.protocol.Claim;
import hma.protocol.CommitReceipt;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.TableName;
import hma.sync.LiveSite;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What the parts of one switchover's way share.
 *
 * @param support what every switchover works with
 * @param record its journal and its view
 * @param signals what others ask of it
 * @param sites both sides
 * @param persistence for what must be done
 * @param signs what is seen of the source's worker after it was told to stop
 */
record RunParts(
    SwitchoverSupport support,
    RunRecord record,
    RunSignals signals,
    Sites sites,
    Persistence persistence,
    SignsOfLife signs) {

  /** Of a run that begins, or goes on. */
  static RunParts of(SwitchoverSupport support, RunRecord record, RunSignals signals) {
    Sites sites = new Sites(support, record.switchover());
    return new RunParts(
        support,
        record,
        signals,
        sites,
        new Persistence(support.alarms(), signals),
        new SignsOfLife(
            () -> !sites.sourceWorker().dynos().isEmpty(),
            () -> sites.source().activity(),
            support.clock()));
  }

  /** By what right the databases are changed. */
  Claim claim() {
    return new Claim(
        record.switchover().id(), record.switchover().epoch(), support.leadership().term());
  }

  Instant now() {
    return support.clock().instant();
  }

  /** The failover, if there was one, that has made the slave active since this was begun. */
  Optional<CommitReceipt> failover() {
    long epoch = record.switchover().epoch();
    return Overtaking.in(
        sites.slave().state(),
        switch (record.facts().purpose()) {
          case SWITCHOVER -> epoch - 1;
          case REFRESH, REHEARSAL -> epoch;
        });
  }

  /**
   * Asks the slave's database.
   *
   * @throws Overtaken when there was such a failover
   */
  void refuseIfOvertaken() {
    Optional<CommitReceipt> failover = failover();
    if (failover.isPresent()) {
      throw new Overtaken(failover.get());
    }
  }

  /** Watches the source's worker, from where it was watched before. */
  Stillness stillness(Runnable beforeEachLook) {
    return new Stillness(signs, sites::source, support.clock(), beforeEachLook);
  }

  /** Watches the target's worker, of which nothing is to be left when it is started. */
  Stillness stillnessOfTarget(Runnable beforeEachLook) {
    return Stillness.of(targetWorker(), sites::target, support.clock(), beforeEachLook);
  }

  /** Waits, before a worker is started once more, until nothing is left of the one before. */
  void awaitEnd(Worker worker, Stillness stillness) {
    if (!worker.scaledUp()) {
      stillness.awaitEnd(rules().quietUntilDead(), rules().stopGrace(), worker::scaledUp);
    }
  }

  /** Watches a worker come up. */
  Boot boot(Worker worker) {
    return new Boot(worker, record.facts().formation(), support.clock(), signals);
  }

  /** Ends the sessions of others on the source. */
  void terminateSessions() {
    step(
        Step.TERMINATE,
        () -> {
          int ended = source().terminateSessions();
          return new Noted<>(ended, "%d sessions were ended".formatted(ended));
        });
  }

  /** Takes a step. */
  void step(Step step, Runnable work) {
    record.step(step, work);
  }

  /** Takes a step that says what came of it. */
  <T> T step(Step step, Supplier<Noted<T>> work) {
    return record.step(step, work);
  }

  /** Whether a step was begun, by this process or a former one. */
  boolean begun(Step step) {
    return record.begun(step);
  }

  /** The state it is in, as {@link RunRecord#state} gives it. */
  <S> S state(Class<S> wanted) {
    return record.state(wanted);
  }

  /** Enters a state that people see, as {@link RunRecord#enter} does. */
  <S extends State> S enter(S next) {
    return record.enter(next);
  }

  /** Does what must be done, however often it takes; meanwhile the alarm stands. */
  void insist(String alarm, Runnable work) {
    persistence.insist(alarm, work);
  }

  /** As {@link #insist(String, Runnable)}, for what gives something. */
  <T> T insist(String alarm, Supplier<T> work) {
    return persistence.insist(alarm, work);
  }

  RunView view() {
    return record.view();
  }

  Facts facts() {
    return record.facts();
  }

  /** The preflight has found what is to move. */
  void checked(List<ProcessQuantity> formation, Preflight.DataChecks checks, MovePlan plan) {
    view().expect(checks.source().catalog());
    record.facts(facts().with(formation, plan));
  }

  /** The tables whose rows on the target are all new, largest first. */
  List<TableName> loadedWhole() {
    MovePlan plan = facts().plan();
    Set<String> names = view().loadedWhole();
    return plan == null
        ? List.of()
        : plan.tables().stream()
            .map(MovedTable::name)
            .filter(table -> names.contains(table.toString()))
            .toList();
  }

  SwitchoverSupport.Rules rules() {
    return support.rules();
  }

  LiveSite source() {
    return sites.source();
  }

  LiveSite target() {
    return sites.target();
  }

  Worker sourceWorker() {
    return sites.sourceWorker();
  }

  Worker targetWorker() {
    return sites.targetWorker();
  }
}
