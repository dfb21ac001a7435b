package hma.master;

import hma.master.switchover.AlarmView;
import hma.master.switchover.Alarms;
import hma.service.HealthCheck;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What monitoring is told of alarms: all that stand; down is only what cannot wait. */
final class AlarmsCheck {
  private AlarmsCheck() {}

  static HealthCheck.Finding of(Alarms alarms) {
    List<AlarmView> standing = alarms.standing();
    boolean up = standing.stream().noneMatch(AlarmView::urgent);
    JsonArray shown = new JsonArray();
    standing.forEach(alarm ->
        shown.add(
            new JsonObject()
                .put("code", alarm.code())
                .put("since", alarm.since().toString())
                .put("urgent", alarm.urgent())));
    return new HealthCheck.Finding(up, new JsonObject().put("alarms", shown));
  }
}
