package hma.master.notify;

import hma.config.Webhook;
import hma.master.switchover.Alarms;
import hma.master.switchover.Event;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a receiver of what happens. Whoever tells this never waits: everything is done on a context
 * of its own.
 */
public final class Notifier implements Consumer<Event> {
  private static final Logger log = LoggerFactory.getLogger(Notifier.class);

  private final Context context;
  private final Webhook.Format format;
  private final Composer composer;
  private final Outbox outbox;
  private final Damping damping;

  private Notifier(Vertx vertx, Webhook webhook, Apps apps, Outbox outbox, Patience patience) {
    this.context = vertx.getOrCreateContext();
    this.format = webhook.format();
    this.composer = new Composer(apps);
    this.outbox = outbox;
    this.damping = new Damping(vertx, patience.betweenAlarms(), this::post);
  }

  /**
   * For one receiver.
   *
   * @param apps whose notifications these are
   * @param alarms where to raise one when the receiver takes nothing
   */
  public static Notifier of(
      Vertx vertx, Webhook webhook, Apps apps, Alarms alarms, InstantSource clock) {
    log.atInfo()
        .addKeyValue("receiver", webhook.receiver())
        .addKeyValue("format", webhook.format().text())
        .log("notifications are sent");
    return of(vertx, webhook, apps, alarms, clock, Patience.standard());
  }

  static Notifier of(
      Vertx vertx,
      Webhook webhook,
      Apps apps,
      Alarms alarms,
      InstantSource clock,
      Patience patience) {
    Receiver receiver = new Receiver(vertx, webhook, clock, patience.answerLimit());
    return new Notifier(
        vertx, webhook, apps, new Outbox(vertx, receiver, patience, alarms), patience);
  }

  /** Completes once nothing of what it was told waits to be told on, delivered or given up. */
  public Future<Void> told() {
    Promise<Void> told = Promise.promise();
    context.runOnContext(now -> outbox.emptied().onComplete(told));
    return told.future();
  }

  @Override
  public void accept(Event event) {
    context.runOnContext(now -> take(event));
  }

  private void take(Event event) {
    switch (event) {
      case Event.SwitchoverStarted started -> post(started);
      case Event.SwitchoverEnded ended -> post(ended);
      case Event.AlarmRaised raised -> damping.raised(raised);
      case Event.AlarmCleared cleared -> damping.cleared(cleared);
      case Event.RunEnded run -> {
        // Of a switchover's end it was told already, and of what moves no worker nobody is.
      }
      case Event.BacklogSeen backlog -> {
        // How far a switchover is can be asked for.
      }
    }
  }

  private void post(Event event) {
    outbox.add(Letter.of(composer.compose(event), format));
  }
}
