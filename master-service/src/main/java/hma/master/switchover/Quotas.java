package hma.master.switchover;

import hma.master.heroku.Quota;
import hma.master.schedule.Boundary;
import hma.protocol.Side;
import hma.workflow.Awaiting;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Eco hours of both accounts as they were read last, and whether they will do. */
final class Quotas {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final SwitchoverSupport support;
  private volatile Map<Side, Quota> known = Map.of();

  /** Of which nothing is known yet. */
  Quotas(SwitchoverSupport support) {
    this.support = support;
  }

  /** Reads them; an account that has none, or does not tell, is left out. Blocks. */
  void read() {
    Map<Side, Quota> read = new EnumMap<>(Side.class);
    for (Worker worker : List.of(support.masterWorker(), support.slaveWorker())) {
      Awaiting.await(worker.app().quota(), LIMIT, "the account's quota")
          .ifPresent(quota -> read.put(worker.side(), quota));
    }
    known = read;
  }

  /** As people see them. */
  List<QuotaView> shown() {
    return known.entrySet().stream()
        .map(entry -> QuotaView.of(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** Whether an account is down to so much. */
  boolean isDownTo(Side side, Duration reserve) {
    Quota quota = known.get(side);
    return quota != null && quota.left().compareTo(reserve) <= 0;
  }

  /** Whether what is left does for so many dynos until the end, as far as that is known. */
  boolean does(Side side, int dynos, Instant end) {
    Quota quota = known.get(side);
    Duration time = Duration.between(support.clock().instant(), end);
    return quota == null || quota.left().compareTo(time.multipliedBy(dynos)) >= 0;
  }

  /** Until when a side's hours have to last: it is to be active no longer, or they are new. */
  Instant end(Side side) {
    Instant now = support.clock().instant();
    Instant month = Quota.renewal(now);
    for (Optional<Boundary> next = support.schedule().next(now);
        next.isPresent() && next.get().at().isBefore(month);
        next = support.schedule().next(next.get().at())) {
      if (next.get().to() != side) {
        return next.get().at();
      }
    }
    return month;
  }
}
