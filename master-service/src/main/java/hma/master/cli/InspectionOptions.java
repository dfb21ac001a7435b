package hma.master.cli;

import hma.master.api.AccessTokens;
import hma.master.api.ApiClient;
import hma.master.api.ApiJson;
import hma.master.api.Scope;
import hma.master.inspection.InspectionView;
import hma.workflow.Workflows;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;

/**
 * What {@code doctor} and {@code compare} share: their options, and the way from the running
 * master, which is asked and then waited for, to the report and the exit code.
 */
final class InspectionOptions {
  private static final Duration TOKEN_LIFE = Duration.ofMinutes(1);

  private final Console console;
  private final MasterAccess access;

  @Mixin private final MasterOptions options = new MasterOptions();

  InspectionOptions(Console console, MasterAccess access) {
    this.console = console;
    this.access = access;
  }

  /**
   * One kind of inspection.
   *
   * @param <R> what it reports
   */
  interface Inspection<R> {
    /** Has it begun by the master, with a token that may act. */
    Future<InspectionView<R>> begin(ApiClient master, String token);

    /** Asks how far it is; each token that is asked for may read, once. */
    Future<InspectionView<R>> find(ApiClient master, String id, Supplier<String> token);

    /** The report for people. */
    List<String> text(R report, Marks marks);

    /** What the command exits with. */
    int exitCode(R report);
  }

  /** Runs it to its end, and shows what it found. */
  <R> int run(String command, Inspection<R> inspection) {
    return Outcome.ofInspection(
        console,
        command,
        vertx ->
            access.with(
                vertx,
                options,
                master -> ended(master, command, inspection).map(view -> shown(inspection, view))));
  }

  private static <R> Future<InspectionView<R>> ended(
      MasterAccess.Found master, String command, Inspection<R> inspection) {
    return master
        .settings()
        .tokens(master.vertx())
        .compose(tokens ->
            inspection
                .begin(master.api(), tokens.issue(Scope.SWITCHOVER, TOKEN_LIFE))
                .compose(begun ->
                    new Workflows(master.vertx())
                        .start(
                            command,
                            () ->
                                InspectionFollower.follow(
                                    begun,
                                    view ->
                                        inspection.find(
                                            master.api(), view.id(), reading(tokens))))));
  }

  private static Supplier<String> reading(AccessTokens tokens) {
    return () -> tokens.issue(Scope.READ, TOKEN_LIFE);
  }

  private <R> int shown(Inspection<R> inspection, InspectionView<R> ended) {
    R report = ended.report();
    if (report == null) {
      console.complain("hma: " + ended.failure());
      return ExitCodes.COULD_NOT_TELL;
    }
    if (options.json()) {
      console.print(ApiJson.written(report));
    } else {
      inspection.text(report, console.marks()).forEach(console::print);
    }
    return inspection.exitCode(report);
  }
}
