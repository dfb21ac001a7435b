package hma.master.cli;

import hma.master.api.AccessTokens;
import hma.master.api.ApiClient;
import hma.master.api.ApiJson;
import hma.master.api.Scope;
import hma.master.inspection.ComparisonReport;
import hma.master.inspection.ComparisonRequest;
import hma.master.inspection.InspectionView;
import hma.workflow.Workflows;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hma compare}: whether both sides hold the same. */
@Command(
    name = "compare",
    description =
        "Compares the data of both sides by fingerprints; HMA_SHARED_KEY signs for it. Nothing is"
            + " changed; the agent is woken for it.")
final class CompareCommand implements Callable<Integer> {
  private static final Duration TOKEN_LIFE = Duration.ofMinutes(1);

  private final Console console;

  @Mixin private final MasterOptions options = new MasterOptions();

  @Option(
      names = "--rows",
      paramLabel = "N",
      description =
          "name the first N differing keys of each table, at most 1000; differing rows of a table"
              + " without a key are counted")
  private int rows;

  @Option(
      names = "--table",
      arity = "1..*",
      paramLabel = "PATTERN",
      description = "compare these tables only, as in 'public.order*' (default: those that move)")
  private List<String> tables = List.of();

  CompareCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    return Outcome.ofInspection(console, "compare", this::begin);
  }

  private Future<Integer> begin(Vertx vertx) {
    ComparisonRequest request = new ComparisonRequest(tables, rows);
    ClientSettings settings = new ClientSettings(console.source());
    ApiClient master = new ApiClient(vertx, settings.master(options.url()));
    return settings
        .tokens(vertx)
        .compose(tokens ->
            master
                .startComparison(request, tokens.issue(Scope.SWITCHOVER, TOKEN_LIFE))
                .compose(begun -> followed(vertx, master, tokens, begun)))
        .map(this::shown);
  }

  private static Future<InspectionView<ComparisonReport>> followed(
      Vertx vertx, ApiClient master, AccessTokens tokens, InspectionView<ComparisonReport> begun) {
    return new Workflows(vertx)
        .start(
            "compare",
            () ->
                InspectionFollower.follow(
                    begun,
                    view ->
                        master.findComparison(view.id(), tokens.issue(Scope.READ, TOKEN_LIFE))));
  }

  private int shown(InspectionView<ComparisonReport> ended) {
    ComparisonReport report = ended.report();
    if (report == null) {
      console.complain("hma: " + ended.failure());
      return ExitCodes.COULD_NOT_TELL;
    }
    if (options.json()) {
      console.print(ApiJson.written(report));
    } else {
      new CompareText(console.marks()).of(report).forEach(console::print);
    }
    if (report.equal()) {
      return ExitCodes.OK;
    }
    return report.differs() ? ExitCodes.DIFFERENT : ExitCodes.COULD_NOT_TELL;
  }
}
