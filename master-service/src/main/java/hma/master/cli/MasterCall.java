package hma.master.cli;

import hma.master.api.ApiClient;
import hma.master.api.ApiJson;
import hma.master.api.Scope;
import hma.master.switchover.SwitchoverState;
import hma.master.switchover.SwitchoverView;
import hma.workflow.Workflows;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Has a running master do something that takes a while, with a token made for it. */
final class MasterCall {
  private final Vertx vertx;
  private final Console console;
  private final MasterOptions options;
  private final ClientSettings settings;
  private final ApiClient master;

  MasterCall(Vertx vertx, Console console, MasterOptions options) {
    this.vertx = vertx;
    this.console = console;
    this.options = options;
    this.settings = new ClientSettings(console.source());
    this.master = new ApiClient(vertx, settings.master(options.url()));
  }

  /** Asks a master for something, with a token made for it. */
  interface Asking {
    Future<SwitchoverView> ask(ApiClient master, String token);
  }

  ApiClient master() {
    return master;
  }

  /**
   * Has it done.
   *
   * @param follow whether its end is waited for, and each step shown
   * @return completes with the exit code, once it is shown
   */
  Future<Integer> begin(Asking asking, boolean follow) {
    return settings
        .token(vertx, Scope.SWITCHOVER)
        .compose(token -> asking.ask(master, token))
        .compose(begun -> follow ? followed(begun) : Future.succeededFuture(begun))
        .map(this::shown);
  }

  /** Has something called off; it has worked where that is its end. */
  Future<Integer> cancel(Asking asking) {
    return settings
        .token(vertx, Scope.SWITCHOVER)
        .compose(token -> asking.ask(master, token))
        .compose(this::followed)
        .map(run -> {
          show(run);
          return run.state() == SwitchoverState.CANCELLED ? ExitCodes.OK : ExitCodes.FAILED;
        });
  }

  private Future<SwitchoverView> followed(SwitchoverView begun) {
    return new Workflows(vertx)
        .start(
            "follow",
            () -> {
              try (RunProgress progress =
                  RunProgress.on(options.json() ? console.quiet() : console)) {
                return new Follower(master, progress).follow(begun);
              }
            });
  }

  private int shown(SwitchoverView run) {
    show(run);
    if (bad(run.state()) && console.audience() == Console.Audience.NOBODY) {
      console.complain("hma: %s: %s".formatted(Texts.state(run), run.failure()));
    }
    return bad(run.state()) ? ExitCodes.FAILED : ExitCodes.OK;
  }

  private void show(SwitchoverView run) {
    if (options.json()) {
      console.print(ApiJson.written(run));
    } else {
      Texts.of(run).forEach(console::print);
    }
  }

  private static boolean bad(SwitchoverState state) {
    return switch (state) {
      case ROLLED_BACK, CANCELLED, FAILED -> true;
      case PREPARING, COPYING, STOPPING, CUTTING_OVER, STARTING, FINISHING, COMPLETED -> false;
    };
  }
}
