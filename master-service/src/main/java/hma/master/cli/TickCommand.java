package hma.master.cli;

import hma.master.api.ApiJson;
import hma.master.switchover.SwitchoverView;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hma tick}: the master for one look, for cron or Heroku Scheduler. */
@Command(
    name = "tick",
    description =
        "Looks once, in this process, where no master is always on: goes on with a switchover that"
            + " was left, follows the schedule and HMA_REFRESH, and ends. For Heroku Scheduler or"
            + " cron, every ten minutes or every hour; safe twice, and at the same time. It needs"
            + " the settings of the master service, but no PORT.")
final class TickCommand implements Callable<Integer> {
  private final Console console;
  private final Services services;

  @Option(names = "--json", description = "print what came of it as JSON")
  private boolean json;

  @Option(
      names = "--detailed-exitcode",
      description = "exit with 6 instead of 0 where a switchover was done")
  private boolean detailed;

  TickCommand(Console console, Services services) {
    this.console = console;
    this.services = services;
  }

  @Override
  public Integer call() {
    console.interruption().leaves(MasterAccess.LEFT);
    return Outcome.of(console, "tick", vertx -> services.tick(vertx).map(this::shown));
  }

  private int shown(TickResult result) {
    List<String> lines = json ? List.of(ApiJson.written(result)) : text(result);
    lines.forEach(console::print);
    return switch (result.outcome()) {
      case NOTHING_DUE -> ExitCodes.OK;
      case DONE ->
          detailed && result.ended().stream().anyMatch(SwitchoverView::moves)
              ? ExitCodes.SWITCHED_OVER
              : ExitCodes.OK;
      case FAILED -> ExitCodes.FAILED;
      case SOMEONE_ELSE -> ExitCodes.SOMEONE_ELSE;
    };
  }

  private static List<String> text(TickResult result) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "tick        "
            + switch (result.outcome()) {
              case NOTHING_DUE -> "nothing was due";
              case DONE -> "done";
              case FAILED -> "failed";
              case SOMEONE_ELSE -> "another master is at it";
            });
    result.ended().forEach(switchover -> lines.addAll(Texts.of(switchover)));
    if (result.status() != null) {
      lines.addAll(Texts.of(result.status()));
    }
    return lines;
  }
}
