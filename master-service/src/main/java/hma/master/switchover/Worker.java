package hma.master.switchover;

import hma.config.ProcessRule;
import hma.master.heroku.Dyno;
import hma.master.heroku.Formation;
import hma.master.heroku.HerokuClient;
import hma.master.heroku.HerokuException;
import hma.master.heroku.Scale;
import hma.master.journal.ProcessQuantity;
import hma.protocol.Side;
import hma.workflow.Awaiting;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A side's worker: the processes of its app that a switchover stops here and starts there. They are
 * listed in the order in which they are started, and stopped in the reverse one: what consumes is
 * there before what produces, and after it. Heroku says nothing of the order within one call, so
 * each type is a call of its own; the first of the list, which is stopped last and started first,
 * is away no longer for it.
 */
public final class Worker {
  /** Longer than the retries of one call take together. */
  private static final Duration CALL_LIMIT = Duration.ofMinutes(3);

  private final Side side;
  private final HerokuClient app;
  private final List<ProcessRule> rules;
  private final Supplier<Future<Void>> permission;

  /**
   * Speaks for some processes of an app.
   *
   * @param rules the process types, in the order in which they are started
   * @param permission asked before each order to Heroku, repeated ones included: orders carry no
   *     term, and a master that was replaced must give none
   */
  public Worker(
      Side side, HerokuClient app, List<ProcessRule> rules, Supplier<Future<Void>> permission) {
    this.side = side;
    this.app = app;
    this.rules = List.copyOf(rules);
    this.permission = permission;
  }

  /** Whose worker it is. */
  public Side side() {
    return side;
  }

  /** The app that runs it. */
  HerokuClient app() {
    return app;
  }

  /** How many dynos of each type the app is to run, in the order in which they are started. */
  public List<ProcessQuantity> formation() {
    List<Formation> present = call("reading the formation", app.formation());
    return rules.stream()
        .flatMap(rule -> present.stream().filter(process -> process.type().equals(rule.type())))
        .map(process -> new ProcessQuantity(process.type(), process.quantity(), process.size()))
        .toList();
  }

  /** What is to run on the active side, were it this one: as it is, but for what is fixed. */
  List<ProcessQuantity> toRun() {
    return asFixed(formation());
  }

  /** The same, but for what is fixed; a size that is only spelled otherwise is left as it is. */
  List<ProcessQuantity> asFixed(List<ProcessQuantity> formation) {
    return formation.stream()
        .map(process ->
            rules.stream()
                .filter(rule -> rule.isFixed() && rule.type().equals(process.type()))
                .findFirst()
                .map(rule -> fixed(rule, process))
                .orElse(process))
        .toList();
  }

  private static ProcessQuantity fixed(ProcessRule rule, ProcessQuantity process) {
    String size =
        rule.size().filter(name -> !name.equalsIgnoreCase(process.size())).orElse(process.size());
    return new ProcessQuantity(process.type(), rule.quantity().orElse(process.quantity()), size);
  }

  /** Whether the app is to run any of it. */
  public boolean scaledUp() {
    return formation().stream().anyMatch(process -> process.quantity() > 0);
  }

  /**
   * Tells Heroku to stop all of it; that it has stopped is another question. Where it refuses one
   * type, the others are told all the same.
   *
   * @throws HerokuException the first refusal
   */
  public void stop() {
    @Nullable HerokuException refusal = null;
    for (ProcessRule rule : rules.reversed()) {
      try {
        scale("stopping the worker", Scale.to(rule.type(), 0));
      } catch (HerokuException refused) {
        refusal = refusal == null ? refused : refusal;
      }
    }
    if (refusal != null) {
      throw refusal;
    }
  }

  /** Tells Heroku to run these processes, changing a size only where it differs. */
  public void start(List<ProcessQuantity> formation) {
    List<ProcessQuantity> present = formation();
    for (ProcessQuantity process : inOrder(formation)) {
      scale(
          "starting the worker",
          new Scale(process.type(), process.quantity(), changedSize(process, present)));
    }
  }

  private List<ProcessQuantity> inOrder(List<ProcessQuantity> formation) {
    List<String> types = rules.stream().map(ProcessRule::type).toList();
    return formation.stream()
        .sorted(Comparator.comparingInt(process -> types.indexOf(process.type())))
        .toList();
  }

  private void scale(String doing, Scale scale) {
    call(doing, app.scale(List.of(scale), permission));
  }

  private static Optional<String> changedSize(
      ProcessQuantity wanted, List<ProcessQuantity> present) {
    boolean fits =
        present.stream()
            .anyMatch(process ->
                process.type().equals(wanted.type())
                    && process.size().equalsIgnoreCase(wanted.size()));
    return fits || wanted.size().isEmpty() ? Optional.empty() : Optional.of(wanted.size());
  }

  /** The dynos of these processes that Heroku lists. */
  public List<Dyno> dynos() {
    return call("listing the dynos", app.dynos()).stream()
        .filter(dyno -> rules.stream().anyMatch(rule -> rule.type().equals(dyno.type())))
        .toList();
  }

  /** Whether as many dynos are up as there should be. */
  public boolean isUp(List<ProcessQuantity> formation) {
    List<Dyno> dynos = dynos();
    return formation.stream()
        .allMatch(process ->
            dynos.stream()
                    .filter(dyno -> dyno.type().equals(process.type()))
                    .filter(dyno -> dyno.state().equals("up"))
                    .count()
                >= process.quantity());
  }

  /** What keeps the app from running these processes, one sentence each. */
  public List<String> obstacles(List<ProcessQuantity> wanted) {
    return missing(
        wanted.stream()
            .filter(process -> process.quantity() > 0)
            .map(ProcessQuantity::type)
            .toList());
  }

  /**
   * Which of its process types the app has not, one sentence each: Heroku can't even stop those.
   */
  List<String> missing() {
    return missing(rules.stream().map(ProcessRule::type).toList());
  }

  private List<String> missing(List<String> types) {
    List<String> present =
        call("reading the formation", app.formation()).stream().map(Formation::type).toList();
    return types.stream()
        .filter(type -> !present.contains(type))
        .map(type ->
            "app %s has no process type '%s': deploy the same Procfile to both apps"
                .formatted(app.name(), type))
        .toList();
  }

  private <T> T call(String doing, Future<T> future) {
    return Awaiting.await(future, CALL_LIMIT, doing + " of " + app.name());
  }
}
