package hma.master.notify;

import hma.master.switchover.AlarmView;
import hma.master.switchover.Event;
import hma.master.switchover.SwitchoverState;
import hma.master.switchover.SwitchoverView;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes a notification of what happened. */
final class Composer {
  /** A receiver wants short ones; the API has the whole text. */
  private static final int LONGEST_TEXT = 4_000;

  private final Apps apps;
  private final Sentences sentences;

  Composer(Apps apps) {
    this.apps = apps;
    this.sentences = new Sentences(apps);
  }

  Notification compose(Event event) {
    return switch (event) {
      case Event.SwitchoverStarted(SwitchoverView switchover) ->
          of(switchover, "started", switchover.startedAt(), sentences.started(switchover));
      case Event.SwitchoverEnded(SwitchoverView switchover) ->
          of(
              switchover,
              ending(switchover.state()),
              switchover.finishedAt() == null ? switchover.startedAt() : switchover.finishedAt(),
              sentences.ended(switchover));
      case Event.AlarmRaised(AlarmView alarm) ->
          of(alarm, "raised", alarm.since(), data(alarm), sentences.raised(alarm));
      case Event.AlarmCleared(AlarmView alarm, Instant at) ->
          of(
              alarm,
              "cleared",
              at,
              data(alarm).put("clearedAt", at.toString()),
              sentences.cleared(alarm, at));
      case Event.RunEnded run -> throw new IllegalArgumentException("nobody is told of " + run);
      case Event.BacklogSeen seen ->
          throw new IllegalArgumentException("nobody is told of " + seen);
    };
  }

  private static String ending(SwitchoverState state) {
    return switch (state) {
      case COMPLETED, ROLLED_BACK, CANCELLED, FAILED -> state.name().toLowerCase(Locale.ROOT);
      case PREPARING, COPYING, STOPPING, CUTTING_OVER, STARTING, FINISHING ->
          throw new IllegalArgumentException(state + " is no end");
    };
  }

  private Notification of(SwitchoverView switchover, String what, Instant when, String sentence) {
    return new Notification(
        "switchover-" + switchover.id() + "-" + what,
        "switchover." + what,
        when,
        data(switchover),
        sentence);
  }

  private Notification of(
      AlarmView alarm, String what, Instant when, JsonObject data, String sentence) {
    return new Notification(
        "alarm-%s-%d-%s".formatted(alarm.code(), alarm.since().toEpochMilli(), what),
        "alarm." + what,
        when,
        data,
        sentence);
  }

  private JsonObject data(SwitchoverView switchover) {
    return new JsonObject()
        .put("apps", apps.toJson())
        .put("id", switchover.id())
        .put("from", switchover.from().label())
        .put("to", switchover.to().label())
        .put("state", switchover.state().name())
        .put("startedAt", switchover.startedAt().toString())
        .put("finishedAt", text(switchover.finishedAt()))
        .put("outageMs", switchover.outageMs())
        .put("stopMs", switchover.stopMs())
        .put("cutOverMs", switchover.cutOverMs())
        .put("bootMs", switchover.bootMs())
        .put("rows", switchover.rows())
        .put("bytes", switchover.bytes())
        .put("verified", switchover.verified())
        .put("failure", switchover.failure() == null ? null : shortened(switchover.failure()));
  }

  private JsonObject data(AlarmView alarm) {
    return new JsonObject()
        .put("apps", apps.toJson())
        .put("code", alarm.code())
        .put("message", shortened(alarm.message()))
        .put("urgent", alarm.urgent())
        .put("since", alarm.since().toString());
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }

  static String shortened(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
  }
}
