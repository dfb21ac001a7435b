package hma.master.switchover;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a person has to look at, each condition once. */
public final class Alarms {
  private static final Logger log = LoggerFactory.getLogger(Alarms.class);

  private final InstantSource clock;
  private final Events events;
  private final Map<String, AlarmView> raised = new ConcurrentHashMap<>();

  /**
   * Without any alarm.
   *
   * @param events who is told of each one's beginning and end
   */
  public Alarms(InstantSource clock, Events events) {
    this.clock = clock;
    this.events = events;
  }

  /** Raises an alarm; one that stands keeps its time, and is told of once. */
  public synchronized void raise(String code, String message) {
    AlarmView before = raised.get(code);
    if (before != null && before.message().equals(message)) {
      return;
    }
    AlarmView alarm =
        new AlarmView(code, message, before == null ? clock.instant() : before.since());
    raised.put(code, alarm);
    log.atError().addKeyValue("alarm", code).log(message);
    if (before == null) {
      events.tell(new Event.AlarmRaised(alarm));
    }
  }

  /** Ends an alarm, if it stands. */
  public synchronized void clear(String code) {
    AlarmView alarm = raised.remove(code);
    if (alarm != null) {
      log.atInfo().addKeyValue("alarm", code).log("the alarm is over");
      events.tell(new Event.AlarmCleared(alarm, clock.instant()));
    }
  }

  /**
   * Shows an alarm no longer, without a word that it is over: whoever goes on with the work raises
   * it again, if it still holds.
   */
  synchronized void leave(String code) {
    raised.remove(code);
  }

  /** Leaves all of them to another master. */
  synchronized void leaveAll() {
    raised.clear();
  }

  /** Whether it stands. */
  boolean stands(String code) {
    return raised.containsKey(code);
  }

  /** Those that stand, oldest first. */
  public List<AlarmView> standing() {
    return raised.values().stream().sorted(Comparator.comparing(AlarmView::since)).toList();
  }
}
