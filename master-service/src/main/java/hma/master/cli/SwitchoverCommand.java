package hma.master.cli;

import hma.master.api.ApiClient;
import hma.master.api.ApiJson;
import hma.master.api.Scope;
import hma.master.switchover.SwitchoverRequest;
import hma.master.switchover.SwitchoverState;
import hma.master.switchover.SwitchoverView;
import hma.protocol.Side;
import hma.workflow.Workflows;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hma switchover}: asks a running master for a switchover. */
@Command(
    name = "switchover",
    description = "Asks a running master to move the active role; HMA_SHARED_KEY signs for it.")
final class SwitchoverCommand implements Callable<Integer> {
  private static final Duration TOKEN_LIFE = Duration.ofMinutes(1);

  private final Console console;

  @Mixin private final MasterOptions options = new MasterOptions();

  @Option(
      names = "--to",
      required = true,
      paramLabel = "SIDE",
      description = "the side to be active afterwards: master or slave")
  private Side to = Side.MASTER;

  @Option(
      names = "--from",
      paramLabel = "SIDE",
      description = "the side believed active: refused where it is not")
  private Optional<Side> from = Optional.empty();

  @Option(names = "--follow", description = "wait for the end and show each step")
  private boolean follow;

  SwitchoverCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    return Outcome.of(console, "switchover", this::begin);
  }

  private Future<Integer> begin(Vertx vertx) {
    ClientSettings settings = new ClientSettings(console.source());
    ApiClient master = new ApiClient(vertx, settings.master(options.url()));
    return settings
        .tokens(vertx)
        .map(tokens -> tokens.issue(Scope.SWITCHOVER, TOKEN_LIFE))
        .compose(token -> master.start(new SwitchoverRequest(to, from), token))
        .compose(begun -> follow ? followed(vertx, master, begun) : shown(begun));
  }

  private Future<Integer> followed(Vertx vertx, ApiClient master, SwitchoverView begun) {
    Follower follower = new Follower(master, options.json() ? line -> {} : console::print);
    return new Workflows(vertx).start("follow", () -> follower.follow(begun)).compose(this::shown);
  }

  private Future<Integer> shown(SwitchoverView switchover) {
    if (options.json()) {
      console.print(ApiJson.written(switchover));
    } else {
      Texts.of(switchover).forEach(console::print);
    }
    boolean bad = switchover.state().terminal() && switchover.state() != SwitchoverState.COMPLETED;
    return Future.succeededFuture(bad ? ExitCodes.FAILED : ExitCodes.OK);
  }
}
