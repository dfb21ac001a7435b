package hma.master.cli;

import hma.master.api.ApiClient;
import hma.master.api.ApiJson;
import hma.master.api.Scope;
import hma.master.switchover.SwitchoverState;
import hma.master.switchover.SwitchoverView;
import hma.workflow.Workflows;
import io.vertx.core.Future;

/** Has a running master do something that takes a while, with a token made for it. */
final class MasterCall {
  private final Console console;
  private final MasterOptions options;
  private final MasterAccess.Found master;

  MasterCall(Console console, MasterOptions options, MasterAccess.Found master) {
    this.console = console;
    this.options = options;
    this.master = master;
  }

  /** Asks a master for something, with a token made for it. */
  interface Asking {
    Future<SwitchoverView> ask(ApiClient master, String token);
  }

  /**
   * Has it done.
   *
   * @param follow whether its end is waited for, and each step shown; a master in this process has
   *     to be waited for anyway
   * @return completes with the exit code, once it is shown
   */
  Future<Integer> begin(Asking asking, boolean follow) {
    return begun(asking)
        .onSuccess(this::leave)
        .compose(
            begun -> follow || master.hosted() ? followed(begun) : Future.succeededFuture(begun))
        .map(this::shown);
  }

  /** Has something called off; it has worked where that is its end. */
  Future<Integer> cancel(Asking asking) {
    return begun(asking)
        .compose(this::followed)
        .map(run -> {
          show(run);
          return run.state() == SwitchoverState.CANCELLED ? ExitCodes.OK : ExitCodes.FAILED;
        });
  }

  private Future<SwitchoverView> begun(Asking asking) {
    if (!master.hosted()) {
      console
          .interruption()
          .leaves("what was asked of the master may be under way: ./hma status shows it");
    }
    return master.token(Scope.SWITCHOVER).compose(token -> asking.ask(master.api(), token));
  }

  /** Where this process is the master it has been said what becomes of it. */
  private void leave(SwitchoverView begun) {
    if (!master.hosted()) {
      console
          .interruption()
          .leaves(
              "the %s %s goes on without this command: ./hma status shows it, ./hma cancel calls it off"
                  .formatted(begun.kind(), begun.id()));
    }
  }

  private Future<SwitchoverView> followed(SwitchoverView begun) {
    return new Workflows(master.vertx())
        .start(
            "follow",
            () -> {
              try (RunProgress progress =
                  RunProgress.on(options.json() ? console.quiet() : console)) {
                return new Follower(master.api(), progress).follow(begun);
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
