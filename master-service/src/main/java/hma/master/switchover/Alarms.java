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
  private final Map<String, AlarmView> raised = new ConcurrentHashMap<>();

  /** Without any alarm. */
  public Alarms(InstantSource clock) {
    this.clock = clock;
  }

  /** Raises an alarm; one that stands keeps its time. */
  public void raise(String code, String message) {
    AlarmView before = raised.get(code);
    if (before != null && before.message().equals(message)) {
      return;
    }
    raised.put(
        code, new AlarmView(code, message, before == null ? clock.instant() : before.since()));
    log.atError().addKeyValue("alarm", code).log(message);
  }

  /** Ends an alarm, if it stands. */
  public void clear(String code) {
    if (raised.remove(code) != null) {
      log.atInfo().addKeyValue("alarm", code).log("the alarm is over");
    }
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
