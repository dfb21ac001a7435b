package hma.master.switchover;

import hma.master.heroku.Dyno;
import hma.master.heroku.Formation;
import hma.master.heroku.HerokuClient;
import hma.master.heroku.Scale;
import hma.master.journal.ProcessQuantity;
import hma.protocol.Side;
import hma.workflow.Awaiting;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A side's worker: the processes of its app that a switchover stops here and starts there. */
public final class Worker {
  /** Longer than the retries of one call take together. */
  private static final Duration CALL_LIMIT = Duration.ofMinutes(3);

  private final Side side;
  private final HerokuClient app;
  private final List<String> types;
  private final Supplier<Future<Void>> permission;

  /**
   * Speaks for some processes of an app.
   *
   * @param types the process types, as in a Procfile
   * @param permission asked before each order to Heroku, repeated ones included: orders carry no
   *     term, and a master that was replaced must give none
   */
  public Worker(
      Side side, HerokuClient app, List<String> types, Supplier<Future<Void>> permission) {
    this.side = side;
    this.app = app;
    this.types = List.copyOf(types);
    this.permission = permission;
  }

  /** Whose worker it is. */
  public Side side() {
    return side;
  }

  /** The app's name. */
  String app() {
    return app.name();
  }

  /** How many dynos of each type the app is to run. */
  public List<ProcessQuantity> formation() {
    return call("reading the formation", app.formation()).stream()
        .filter(process -> types.contains(process.type()))
        .map(process -> new ProcessQuantity(process.type(), process.quantity(), process.size()))
        .toList();
  }

  /** Whether the app is to run any of it. */
  public boolean scaledUp() {
    return formation().stream().anyMatch(process -> process.quantity() > 0);
  }

  /** Tells Heroku to stop all of it; that it has stopped is another question. */
  public void stop() {
    List<Scale> scales = types.stream().map(type -> Scale.to(type, 0)).toList();
    call("stopping the worker", app.scale(scales, permission));
  }

  /** Tells Heroku to run these processes, changing a size only where it differs. */
  public void start(List<ProcessQuantity> formation) {
    List<ProcessQuantity> present = formation();
    List<Scale> scales =
        formation.stream()
            .map(process ->
                new Scale(process.type(), process.quantity(), changedSize(process, present)))
            .toList();
    call("starting the worker", app.scale(scales, permission));
  }

  private static Optional<String> changedSize(
      ProcessQuantity wanted, List<ProcessQuantity> present) {
    boolean fits =
        present.stream()
            .anyMatch(process ->
                process.type().equals(wanted.type())
                    && process.size().equalsIgnoreCase(wanted.size()));
    return fits ? Optional.empty() : Optional.of(wanted.size());
  }

  /** The dynos of these processes that Heroku lists. */
  public List<Dyno> dynos() {
    return call("listing the dynos", app.dynos()).stream()
        .filter(dyno -> types.contains(dyno.type()))
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
    List<String> present =
        call("reading the formation", app.formation()).stream().map(Formation::type).toList();
    return wanted.stream()
        .filter(process -> process.quantity() > 0 && !present.contains(process.type()))
        .map(process ->
            "app %s has no process type '%s': deploy the same Procfile to both apps"
                .formatted(app.name(), process.type()))
        .toList();
  }

  private <T> T call(String doing, Future<T> future) {
    return Awaiting.await(future, CALL_LIMIT, doing + " of " + app.name());
  }
}
