package hma.sandbox.chaos;

import hma.protocol.Side;
import hma.sandbox.process.Signal;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Locale;

/** Something that goes wrong at one moment, or from that moment on for a while. */
sealed interface Mishap {
  /** As it is counted and as it reads in the trace. */
  String kind();

  /** How long it lasts; zero where it is over at once. */
  default Duration time() {
    return Duration.ZERO;
  }

  /** As it reads in the trace. */
  String told();

  /** SIGKILL. */
  record Kill(Victim victim) implements Mishap {
    @Override
    public String kind() {
      return "killed";
    }

    @Override
    public String told() {
      return "kill -9 of " + victim.label();
    }
  }

  /** SIGSTOP, and SIGCONT after a while. */
  record Freeze(Victim victim, Duration time) implements Mishap {
    @Override
    public String kind() {
      return "frozen";
    }

    @Override
    public String told() {
      return "SIGSTOP of %s for %s".formatted(victim.label(), seconds(time));
    }
  }

  /**
   * Sessions on a side's database end.
   *
   * @param applications whose, as a pattern for {@code LIKE}
   */
  record EndSessions(Side side, String applications) implements Mishap {
    @Override
    public String kind() {
      return "sessions ended";
    }

    @Override
    public String told() {
      return "pg_terminate_backend of '%s' on the %s's database"
          .formatted(applications, side.label());
    }
  }

  /**
   * A side's database server ends and starts again.
   *
   * @param last what ends it
   * @param time how long it is away at least
   */
  record RestartServer(Side side, Signal last, Duration time) implements Mishap {
    @Override
    public String kind() {
      return "servers restarted";
    }

    @Override
    public String told() {
      return "SIG%s of the %s's database server, away for %s"
          .formatted(last, side.label(), seconds(time));
    }
  }

  /**
   * An entry of a faults file that holds for a while.
   *
   * @param list the list it stands in, as in {@code api}
   */
  record Trouble(String list, JsonObject entry, Duration time) implements Mishap {
    /** Keeps a copy. */
    public Trouble {
      entry = entry.copy();
    }

    @Override
    public String kind() {
      return "faults of " + list;
    }

    @Override
    public String told() {
      return "faults for %s: %s %s".formatted(seconds(time), list, entry.encode());
    }
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }
}
