package hma.master.notify;

import hma.master.switchover.AlarmView;
import hma.master.switchover.Event;
import hma.master.switchover.SwitchoverState;
import hma.master.switchover.SwitchoverView;
import hma.protocol.Side;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens in these tests. */
final class Views {
  static final Instant BEGUN = Instant.parse("2026-11-21T00:00:00Z");
  static final Instant OVER = BEGUN.plusSeconds(60);
  static final String ID = "20261121-000000-888b31c7";

  private Views() {}

  static Event started() {
    return new Event.SwitchoverStarted(view(SwitchoverState.PREPARING, null));
  }

  static Event ended(SwitchoverState state, @Nullable String failure) {
    return new Event.SwitchoverEnded(view(state, failure));
  }

  static AlarmView alarm(String code, Instant since) {
    return new AlarmView(code, "the slave is active, but its worker does not run", since);
  }

  static Event raised(String code, Instant since) {
    return new Event.AlarmRaised(alarm(code, since));
  }

  static Event cleared(String code, Instant since) {
    return new Event.AlarmCleared(alarm(code, since), since.plusSeconds(90));
  }

  private static SwitchoverView view(SwitchoverState state, @Nullable String failure) {
    boolean completed = state == SwitchoverState.COMPLETED;
    return new SwitchoverView(
        ID,
        "switchover",
        Side.MASTER,
        Side.SLAVE,
        state,
        false,
        completed ? 8412L : null,
        completed ? 5001L : null,
        completed ? 210L : null,
        completed ? 3201L : null,
        completed ? 120 : 0,
        completed ? 4096 : 0,
        completed,
        null,
        null,
        List.of(),
        List.of(),
        List.of(),
        failure,
        BEGUN,
        state.terminal() ? OVER : null);
  }
}
