package hma.master.switchover;

import hma.protocol.Activity;
import hma.protocol.ClientSession;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is seen of a side's worker after it was told to stop: a dyno that Heroku lists, a session of
 * others on its database, a log-in between two looks. None alone tells enough: a dyno leaves the
 * list before its process ends, and a process may be between two sessions.
 *
 * <p>It looks back as far as the look before, however long ago that was, since the server counts
 * log-ins. Where that count can't be compared, and at the first look, nothing is known of the time
 * before: that is a sign, too. So quiet begins at the earliest with the first look after the order.
 */
final class SignsOfLife {
  private static final Duration DYNO_POLL = Duration.ofSeconds(1);

  private final BooleanSupplier dynos;
  private final Supplier<Activity> activity;
  private final InstantSource clock;
  private Instant nextLookAtDynos = Instant.MIN;
  private Instant lastSign = Instant.MIN;
  private Instant lastDyno = Instant.MIN;
  private String lastSeen = "nobody has looked yet";
  private Duration quiet = Duration.ZERO;
  private Duration withoutDyno = Duration.ZERO;
  private @Nullable Look before;

  /** What one look has shown. */
  private record Look(boolean dynosListed, Activity activity) {
    boolean showsSomebody() {
      return dynosListed || !activity.sessions().isEmpty();
    }

    String somebody() {
      return dynosListed ? "a dyno was listed" : "session of " + names(activity.sessions());
    }

    private static String names(List<ClientSession> sessions) {
      return sessions.stream()
          .map(session ->
              "%s (pid %d, '%s')".formatted(session.role(), session.pid(), session.application()))
          .collect(Collectors.joining(", "));
    }
  }

  /**
   * Of a worker that nobody has looked at yet.
   *
   * @param dynos whether Heroku lists a dyno of it
   * @param activity what others do on its side's database
   */
  SignsOfLife(BooleanSupplier dynos, Supplier<Activity> activity, InstantSource clock) {
    this.dynos = dynos;
    this.activity = activity;
    this.clock = clock;
  }

  /** Looks once; returns whether there was no sign since the look before. */
  boolean look() {
    Instant begun = clock.instant();
    Look earlier = before;
    Activity seen = activity.get();
    Look now = new Look(dynosListed(earlier), seen);
    Optional<String> sign = sign(earlier, now);
    before = now;
    if (now.dynosListed() || earlier == null) {
      lastDyno = begun;
    }
    withoutDyno = Duration.between(lastDyno, begun);
    if (sign.isPresent()) {
      lastSign = clock.instant();
      lastSeen = sign.get();
      quiet = Duration.ZERO;
      return false;
    }
    quiet = Duration.between(lastSign, begun);
    return true;
  }

  /** How long there had been no sign when the last look began; zero if that one showed one. */
  Duration quiet() {
    return quiet;
  }

  /** How long no dyno had been listed when the last look began; zero at one and the first look. */
  Duration withoutDyno() {
    return withoutDyno;
  }

  /** When the last sign was seen. */
  Instant lastSign() {
    return lastSign;
  }

  /** Whether the last look found sessions, which can be ended. */
  boolean showsSessions() {
    return before != null && !before.activity().sessions().isEmpty();
  }

  /** Whether a dyno was listed at the last look. */
  boolean showsDyno() {
    return before != null && before.dynosListed();
  }

  /** What was seen, for people. */
  String seen() {
    String last = "last sign: " + lastSeen;
    return quiet.isZero()
        ? last
        : "no dyno, session or log-in for %d s; %s".formatted(quiet.toSeconds(), last);
  }

  private boolean dynosListed(@Nullable Look earlier) {
    boolean due = !clock.instant().isBefore(nextLookAtDynos);
    if (earlier != null && !earlier.dynosListed() && !due) {
      return false;
    }
    boolean listed = dynos.getAsBoolean();
    nextLookAtDynos = clock.instant().plus(DYNO_POLL);
    return listed;
  }

  private static Optional<String> sign(@Nullable Look earlier, Look now) {
    if (now.showsSomebody()) {
      return Optional.of(now.somebody());
    }
    if (earlier == null) {
      return Optional.of("the first look, nothing is known of the time before");
    }
    // Gone only a moment ago, for all that is known.
    if (earlier.showsSomebody()) {
      return Optional.of(earlier.somebody());
    }
    if (now.activity().provesNoLogInSince(earlier.activity())) {
      return Optional.empty();
    }
    boolean counted = now.activity().counter().equals(earlier.activity().counter());
    return Optional.of(counted ? "a log-in" : "the log-ins before could not be counted");
  }
}
