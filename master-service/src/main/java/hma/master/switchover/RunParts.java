package hma.master.switchover;

import hma.protocol.Claim;
import hma.sync.Site;
import java.time.Instant;

/**
 * What the parts of one switchover's way share.
 *
 * @param support what every switchover works with
 * @param record its journal and its view
 * @param signals what others ask of it
 * @param sites both sides
 * @param persistence for what must be done
 */
record RunParts(
    SwitchoverSupport support,
    RunRecord record,
    RunSignals signals,
    Sites sites,
    Persistence persistence) {

  /** By what right the databases are changed. */
  Claim claim() {
    return new Claim(
        record.switchover().id(), record.switchover().epoch(), support.leadership().term());
  }

  Instant now() {
    return support.clock().instant();
  }

  /** Watches the source's worker. */
  Stillness stillness(Runnable beforeEachLook) {
    return new Stillness(sites.sourceWorker(), sites.source(), support.clock(), beforeEachLook);
  }

  /** Watches a worker come up. */
  Boot boot(Worker worker) {
    return new Boot(worker, record.facts().formation(), support.clock(), signals);
  }

  /** Ends the sessions of others on the source. */
  void terminateSessions() {
    Site source = sites.source();
    record.step(
        Step.TERMINATE, () -> "%d sessions were ended".formatted(source.terminateSessions()));
  }
}
