package hma.master.switchover;

import hma.protocol.Side;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the master knows right now: nothing in it is secret.
 *
 * @param active the side whose worker runs; null while that is not known
 * @param state {@code IDLE}, {@code RUNNING} (a switchover or a refresh is) or {@code ALARM}
 * @param epoch grows by one with every switchover
 * @param activeSince since when that side is active, as far as HMA knows; null where it does not
 * @param apps whose worker runs on which side; null in what an older service answers
 * @param standby the other side
 * @param next the schedule's next boundary; null without a schedule
 * @param paused that the schedule is not followed; null where it is
 * @param switchover the one that runs, or the refresh; null when none does
 * @param quotas the Eco hours of both accounts, where they are known
 * @param alarms what a person has to look at
 */
public record StatusView(
    @Nullable Side active,
    String state,
    long epoch,
    @Nullable Instant activeSince,
    @Nullable AppsView apps,
    StandbyView standby,
    @Nullable NextView next,
    @Nullable PauseView paused,
    @Nullable SwitchoverView switchover,
    List<QuotaView> quotas,
    List<AlarmView> alarms) {

  /** Keeps copies of the lists. */
  public StatusView {
    quotas = List.copyOf(quotas);
    alarms = List.copyOf(alarms);
  }
}
