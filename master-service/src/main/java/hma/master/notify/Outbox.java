package hma.master.notify;

import hma.master.switchover.Alarms;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Letters on their way: posted one at a time, in their order; one that fails waits for its next
 * attempt while others go. Used on one context only.
 */
final class Outbox {
  /** What stands while nobody can be told of anything. */
  static final String ALARM = "notifications-not-delivered";

  private static final Logger log = LoggerFactory.getLogger(Outbox.class);
  private static final int MOST_LETTERS = 100;
  private static final int MOST_IDS = 500;

  private final Vertx vertx;
  private final Receiver receiver;
  private final Patience patience;
  private final Alarms alarms;

  /** By id, oldest first. */
  private final Map<String, Parcel> held = new LinkedHashMap<>();

  /** Of those that were taken in, oldest first: the same thing is told once. */
  private final Set<String> known = new LinkedHashSet<>();

  private Promise<Void> emptied = Promise.promise();
  private @Nullable Parcel underWay;
  private boolean gone;

  Outbox(Vertx vertx, Receiver receiver, Patience patience, Alarms alarms) {
    this.vertx = vertx;
    this.receiver = receiver;
    this.patience = patience;
    this.alarms = alarms;
  }

  /** A letter and how often it was posted. */
  private static final class Parcel {
    private final Letter letter;
    private int attempts;
    private boolean due = true;

    Parcel(Letter letter) {
      this.letter = letter;
    }
  }

  /** Takes a letter in. */
  void add(Letter letter) {
    if (gone || !known.add(letter.id())) {
      return;
    }
    forgetOldest(known, MOST_IDS);
    held.put(letter.id(), new Parcel(letter));
    if (held.size() > MOST_LETTERS) {
      dropOldest();
    }
    postNext();
  }

  /** Completes once no letter waits. */
  Future<Void> emptied() {
    return held.isEmpty() ? Future.succeededFuture() : emptied.future();
  }

  private void postNext() {
    if (held.isEmpty()) {
      emptied.complete();
      emptied = Promise.promise();
    }
    if (underWay != null || gone) {
      return;
    }
    Optional<Parcel> next = held.values().stream().filter(parcel -> parcel.due).findFirst();
    next.ifPresent(this::post);
  }

  private void post(Parcel parcel) {
    underWay = parcel;
    parcel.due = false;
    parcel.attempts++;
    receiver
        .post(parcel.letter)
        .onComplete(answered -> {
          underWay = null;
          settle(parcel, answered.result());
          postNext();
        });
  }

  private void settle(Parcel parcel, Answer answer) {
    switch (answer) {
      case Answer.Taken taken -> {
        held.remove(parcel.letter.id());
        log.atInfo()
            .addKeyValue("receiver", receiver.name())
            .addKeyValue("notification", parcel.letter.id())
            .log("a notification was delivered");
        alarms.clear(ALARM);
      }
      case Answer.Failed failed -> tryLater(parcel, failed);
      case Answer.Refused refused -> giveUp(parcel, refused.why());
      case Answer.Gone nothingMore -> stop();
    }
  }

  private void tryLater(Parcel parcel, Answer.Failed failed) {
    Optional<Duration> pause = patience.pauseAfter(parcel.attempts, failed.notBefore());
    if (pause.isEmpty()) {
      giveUp(parcel, failed.why());
      return;
    }
    log.atWarn()
        .addKeyValue("receiver", receiver.name())
        .addKeyValue("notification", parcel.letter.id())
        .addKeyValue("pauseMs", pause.get().toMillis())
        .log("a notification was not delivered, it is tried again: {}", failed.why());
    vertx.setTimer(
        Math.max(1, pause.get().toMillis()),
        timer -> {
          parcel.due = true;
          postNext();
        });
  }

  private void giveUp(Parcel parcel, String why) {
    held.remove(parcel.letter.id());
    log.atWarn()
        .addKeyValue("receiver", receiver.name())
        .addKeyValue("notification", parcel.letter.id())
        .addKeyValue("attempt", parcel.attempts)
        .log("a notification is given up: {}", why);
    alarms.raise(
        ALARM,
        "%s took no notification, %s: check that it runs and that HMA_WEBHOOK_URL is its address; until then look at the status yourself"
            .formatted(receiver.name(), why));
  }

  private void stop() {
    gone = true;
    held.clear();
    alarms.raise(
        ALARM,
        "%s answered 410 Gone, so nothing more is sent there: set HMA_WEBHOOK_URL to another address, which restarts the master; until then look at the status yourself"
            .formatted(receiver.name()));
  }

  /** The newest says more of how things stand. What is under way is not dropped. */
  private void dropOldest() {
    held.values().stream()
        .filter(parcel -> !parcel.equals(underWay))
        .findFirst()
        .ifPresent(parcel -> {
          held.remove(parcel.letter.id());
          log.atWarn()
              .addKeyValue("receiver", receiver.name())
              .addKeyValue("notification", parcel.letter.id())
              .log("too many notifications wait: the oldest is dropped");
        });
  }

  private static void forgetOldest(Set<String> ids, int most) {
    if (ids.size() > most) {
      ids.remove(ids.iterator().next());
    }
  }
}
