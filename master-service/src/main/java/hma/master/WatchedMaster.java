package hma.master;

import hma.master.metrics.Watched;
import hma.master.switchover.StatusView;
import hma.master.switchover.SwitchoverService;

/** A master as those see it who scrape it. */
record WatchedMaster(SwitchoverService switchovers) implements Watched {
  @Override
  public boolean leads() {
    return switchovers.leads();
  }

  @Override
  public long term() {
    return switchovers.term();
  }

  @Override
  public StatusView status() {
    return switchovers.status();
  }
}
