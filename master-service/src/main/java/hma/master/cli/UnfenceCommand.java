package hma.master.cli;

import hma.config.Durations;
import hma.master.api.ApiJson;
import hma.master.api.Scope;
import hma.master.switchover.FenceChange;
import hma.master.switchover.FenceChangeView;
import hma.workflow.Workflows;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hma unfence}: opens the standby for migrations, or lifts all fences for good. */
@Command(
    name = "unfence",
    description = {
      "With --standby: lets the standby's database be written for a while, for migrations; then it"
          + " is fenced again, with whatever was made meanwhile.",
      "Without: lifts the fences of both sides for good, for those who leave HMA.",
      "HMA_SHARED_KEY signs for it."
    })
final class UnfenceCommand implements Callable<Integer> {
  private static final String DEFAULT_TIME = "10m";

  private final Console console;
  private final MasterAccess access;

  @Mixin private final MasterOptions options = new MasterOptions();

  @Option(names = "--standby", description = "open the standby, and fence it again in time")
  private boolean standby;

  @Option(
      names = "--ttl",
      paramLabel = "TIME",
      description = "how long it is open, 1s to 24h, as in 90s, 10m or 2h (default: 10m)")
  private Optional<String> time = Optional.empty();

  @Option(names = "--by", paramLabel = "NAME", description = "who asks, for the journal")
  private Optional<String> by = Optional.empty();

  @Option(names = "--close", description = "with --standby: fence it at once")
  private boolean close;

  @Option(names = "--yes", description = "don't ask before all fences are lifted")
  private boolean yes;

  UnfenceCommand(Console console, MasterAccess access) {
    this.console = console;
    this.access = access;
  }

  @Override
  public Integer call() {
    return Outcome.of(console, "unfence", this::begin);
  }

  private Future<Integer> begin(Vertx vertx) {
    FenceChange wanted = wanted();
    if (wanted instanceof FenceChange.Lift && !yes && !confirmed()) {
      console.complain("hma: nothing was changed");
      return Future.succeededFuture(ExitCodes.USAGE);
    }
    return access.with(vertx, options, master -> changed(master, wanted).map(this::shown));
  }

  private static Future<FenceChangeView> changed(MasterAccess.Found master, FenceChange wanted) {
    return master
        .token(Scope.ADMIN)
        .compose(token -> master.api().changeFences(wanted, token))
        .compose(begun ->
            new Workflows(master.vertx())
                .start("follow", () -> FenceChangeFollower.follow(master.api(), begun)));
  }

  private FenceChange wanted() {
    boolean opening = time.isPresent() || by.isPresent();
    if ((opening || close) && !standby) {
      throw new IllegalArgumentException("--ttl, --by and --close are for --standby");
    }
    if (opening && close) {
      throw new IllegalArgumentException("--close fences at once: leave --ttl and --by out");
    }
    if (!standby) {
      return new FenceChange.Lift();
    }
    return close ? new FenceChange.Close() : opening();
  }

  private FenceChange opening() {
    try {
      return new FenceChange.Open(
          Durations.parse(time.orElse(DEFAULT_TIME), FenceChange.Open.LEAST, FenceChange.Open.MOST),
          by.orElse(null));
    } catch (IllegalArgumentException outside) {
      throw new IllegalArgumentException(
          "--ttl %s%s: %s"
              .formatted(
                  time.orElse(DEFAULT_TIME),
                  by.map(name -> ", --by").orElse(""),
                  outside.getMessage()),
          outside);
    }
  }

  private boolean confirmed() {
    UnfenceText.WARNING.forEach(console::complain);
    Optional<String> answer = console.ask("Lift all fences? Type yes: ");
    if (answer.isEmpty()) {
      console.complain("hma: nobody can be asked here: give --yes if that is meant");
    }
    return answer.filter("yes"::equals).isPresent();
  }

  private int shown(FenceChangeView ended) {
    if (options.json()) {
      console.print(ApiJson.written(ended));
    } else {
      UnfenceText.of(ended, standby).forEach(console::print);
    }
    return ended.state() == FenceChangeView.State.DONE ? ExitCodes.OK : ExitCodes.FAILED;
  }
}
