package hma.master.cli;

import hma.config.ScheduleSettings;
import hma.master.api.ApiClient;
import hma.master.api.ApiJson;
import hma.master.api.UnreachableMaster;
import hma.master.schedule.Plan;
import hma.master.schedule.Schedule;
import hma.master.switchover.PauseView;
import hma.master.switchover.StatusView;
import hma.protocol.Side;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hma plan}: when which side is active, and what that costs each account. */
@Command(
    name = "plan",
    description =
        "Draws when which side is active in the months to come, with each account's hours and how"
            + " many always-on processes they carry. It asks the running master; where none is"
            + " named and none answers, it reads HMA_SCHEDULE here. What the running master knows of"
            + " the accounts' Eco hours is shown too.")
final class PlanCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final MasterOptions options = new MasterOptions();

  @Option(names = "--months", paramLabel = "N", description = "how many (default: 12)")
  private int months = 12;

  @Option(
      names = {"--hours", "--budget"},
      paramLabel = "HOURS",
      description = "hours of an account in a month, beside 550 (free, in 2020) and 1000 (Eco)")
  private Optional<Integer> budget = Optional.empty();

  PlanCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    return Outcome.of(console, "plan", this::begin);
  }

  private Future<Integer> begin(Vertx vertx) {
    check("--months", months, Plan.MOST_MONTHS);
    budget.ifPresent(hours -> check("--hours", hours, Plan.MOST_HOURS));
    ClientSettings settings = new ClientSettings(console.source());
    ApiClient master = settings.client(vertx, settings.master(options.url()));
    return master
        .plan(months, budget)
        .compose(plan ->
            master
                .status()
                .map(StatusView::paused)
                .otherwiseEmpty()
                .map(paused -> shown(plan, paused)))
        .recover(failure ->
            failure instanceof UnreachableMaster && settings.knownMaster(options.url()).isEmpty()
                ? settings.schedule(vertx).map(this::ofThisMachine)
                : Future.failedFuture(failure));
  }

  private static void check(String option, int number, int most) {
    if (number < 1 || number > most) {
      throw new IllegalArgumentException(
          "%s is %d: it must be from 1 to %d".formatted(option, number, most));
    }
  }

  private int ofThisMachine(ScheduleSettings settings) {
    if (!options.json()) {
      console.print(
          "no master answers: this is the schedule of the settings here, without what is left of the"
              + " accounts' Eco hours");
    }
    Schedule schedule = new Schedule(settings.entries(), settings.time(), settings.zone());
    return shown(
        Plan.of(schedule, Instant.now(), months, budget, Side.MASTER),
        settings.paused() ? PauseView.BY_SETTING : null);
  }

  private int shown(Plan plan, @Nullable PauseView paused) {
    if (options.json()) {
      console.print(ApiJson.written(plan));
    } else {
      if (paused != null) {
        console.print(Texts.of(paused) + ": nothing of this is followed meanwhile");
      }
      PlanText.of(plan, console.marks()).forEach(console::print);
    }
    return ExitCodes.OK;
  }
}
