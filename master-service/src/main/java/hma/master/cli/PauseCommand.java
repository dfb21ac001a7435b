package hma.master.cli;

import hma.config.Durations;
import hma.master.api.ApiJson;
import hma.master.api.Scope;
import hma.master.switchover.PauseRequest;
import hma.master.switchover.PauseView;
import io.vertx.core.Future;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hma pause}: lets no switchover begin by schedule. */
@Command(
    name = "pause",
    description =
        "Asks a running master to begin no switchover by schedule, for a while or until hma resume;"
            + " HMA_SHARED_KEY signs for it. Those by hand, and refreshes, go on.")
final class PauseCommand implements Callable<Integer> {
  private static final Pattern ONLY_DIGITS = Pattern.compile("[0-9]+");

  private final Console console;
  private final MasterAccess access;

  @Mixin private final MasterOptions options = new MasterOptions();

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description =
          "when it ends: a day (2026-12-24, its beginning in UTC), a moment"
              + " (2026-12-24T18:00:00+01:00), or how long (12h, 3d)")
  private Optional<String> until = Optional.empty();

  @Option(names = "--by", paramLabel = "NAME", description = "who asks, for the journal")
  private Optional<String> by = Optional.empty();

  PauseCommand(Console console, MasterAccess access) {
    this.console = console;
    this.access = access;
  }

  @Override
  public Integer call() {
    return access.run("pause", options, this::begin);
  }

  private Future<Integer> begin(MasterAccess.Found master) {
    PauseRequest wanted =
        new PauseRequest(until.map(PauseCommand::moment).orElse(null), by.orElse(null));
    return master
        .token(Scope.SWITCHOVER)
        .compose(token -> master.api().pause(wanted, token))
        .map(this::shown);
  }

  private int shown(PauseView paused) {
    console.print(options.json() ? ApiJson.written(paused) : Texts.of(paused));
    return ExitCodes.OK;
  }

  private static Instant moment(String text) {
    try {
      if (text.contains("T")) {
        return OffsetDateTime.parse(text).toInstant();
      }
      if (ONLY_DIGITS.matcher(text).matches()) {
        // A date that is written together would be many days of seconds.
        throw new IllegalArgumentException("no unit");
      }
      return text.contains("-")
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.now().plus(Durations.parse(text, Duration.ofSeconds(1), Duration.ofDays(3660)));
    } catch (DateTimeException | IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          "--until '%s' is neither a day (2026-12-24) nor a moment with its offset (2026-12-24T18:00:00Z) nor how long (12h, 3d)"
              .formatted(text),
          wrong);
    }
  }
}
