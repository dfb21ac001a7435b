package hma.master.cli;

import hma.master.api.ApiJson;
import hma.master.journal.Purpose;
import hma.master.switchover.HistoryQuery;
import hma.master.switchover.SwitchoverPage;
import hma.master.switchover.SwitchoverView;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hma history}: what was begun, the newest first. */
@Command(
    name = "history",
    description = "Shows the switchovers, refreshes and rehearsals that there were, newest first.")
final class HistoryCommand implements Callable<Integer> {
  private final Console console;
  private final MasterAccess access;

  @Mixin private final MasterOptions options = new MasterOptions();

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      description = "how many, 1 to 100 (default: 20)")
  private int limit = 20;

  @Option(
      names = "--before",
      paramLabel = "ID",
      description = "only what began before the one of this id")
  private Optional<String> before = Optional.empty();

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "only this kind: switchover, refresh or rehearsal")
  private Optional<Purpose> kind = Optional.empty();

  HistoryCommand(Console console, MasterAccess access) {
    this.console = console;
    this.access = access;
  }

  @Override
  public Integer call() {
    return access.run(
        "history",
        options,
        master -> master.api().history(new HistoryQuery(before, kind, limit)).map(this::shown));
  }

  private int shown(SwitchoverPage page) {
    if (options.json()) {
      console.print(ApiJson.written(page));
      return ExitCodes.OK;
    }
    if (page.switchovers().isEmpty()) {
      console.print(before.isEmpty() ? "nothing was begun yet" : "nothing was begun before that");
      return ExitCodes.OK;
    }
    Columns columns =
        new Columns("begun", "what", "to", "state", ">took", ">outage", ">rows", "id");
    page.switchovers().forEach(view -> add(columns, view));
    columns.lines().forEach(console::print);
    if (page.before() != null) {
      console.print(
          "more: ./hma history --limit %d%s --before %s"
              .formatted(
                  limit,
                  kind.map(wanted -> " --kind " + wanted.label()).orElse(""),
                  page.before()));
    }
    return ExitCodes.OK;
  }

  private static void add(Columns columns, SwitchoverView view) {
    columns.add(
        view.startedAt().truncatedTo(ChronoUnit.SECONDS).toString(),
        view.kind(),
        view.to().label(),
        view.state().toString(),
        took(view.startedAt(), view.finishedAt()),
        view.outageMs() == null ? "-" : Amounts.time(view.outageMs()),
        Amounts.count(view.rows()),
        view.id());
  }

  private static String took(Instant begun, @Nullable Instant ended) {
    return ended == null ? "-" : Amounts.time(Duration.between(begun, ended).toMillis());
  }
}
