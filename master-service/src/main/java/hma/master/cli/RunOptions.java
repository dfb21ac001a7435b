package hma.master.cli;

import hma.master.api.ApiClient;
import hma.master.api.ApiJson;
import hma.master.api.Scope;
import hma.master.switchover.SwitchoverState;
import hma.master.switchover.SwitchoverView;
import hma.workflow.Workflows;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What commands share that begin something which goes on in the master: {@code --follow}. */
final class RunOptions {
  @Mixin private final MasterOptions options = new MasterOptions();

  @Option(names = "--follow", description = "wait for the end and show each step")
  private boolean follow;

  /** Asks a master for something, with a token made for it. */
  interface Asking {
    Future<SwitchoverView> ask(ApiClient master, String token);
  }

  /** Begins it, and shows it at once or at its end; completes with the exit code. */
  Future<Integer> begin(Vertx vertx, Console console, Asking asking) {
    ClientSettings settings = new ClientSettings(console.source());
    ApiClient master = new ApiClient(vertx, settings.master(options.url()));
    return settings
        .token(vertx, Scope.SWITCHOVER)
        .compose(token -> asking.ask(master, token))
        .compose(begun ->
            follow ? followed(vertx, console, master, begun) : Future.succeededFuture(begun))
        .map(run -> shown(console, run));
  }

  private Future<SwitchoverView> followed(
      Vertx vertx, Console console, ApiClient master, SwitchoverView begun) {
    Follower follower = new Follower(master, options.json() ? line -> {} : console::print);
    return new Workflows(vertx).start("follow", () -> follower.follow(begun));
  }

  private int shown(Console console, SwitchoverView run) {
    if (options.json()) {
      console.print(ApiJson.written(run));
    } else {
      Texts.of(run).forEach(console::print);
    }
    boolean bad = run.state().terminal() && run.state() != SwitchoverState.COMPLETED;
    return bad ? ExitCodes.FAILED : ExitCodes.OK;
  }
}
