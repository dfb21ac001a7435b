package hma.sandbox.chaos;

import hma.protocol.Side;
import hma.sandbox.ReadyFile;
import hma.sandbox.demo.DemoFailure;
import hma.sandbox.demo.LedgerFindings;
import hma.sandbox.demo.MasterClient;
import hma.sandbox.dyno.ProcessType;
import hma.workflow.Awaiting;
import hma.workflow.Workflows;
import io.vertx.core.Future;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/** A run over a sandbox that is up: mischief, then calm, then the proof. */
final class ChaosRun {
  /** A master that is replaced, or comes back after its third crash, is silent for so long. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration HASTE = Duration.ofSeconds(4);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
  private static final Duration GLANCE = Duration.ofMillis(200);
  private static final Duration FENCE_LIMIT = Duration.ofSeconds(60);

  /** What lasts longest when it is called off: a database server that is being started. */
  private static final Duration END_LIMIT = Duration.ofMinutes(2);

  /** These end with the next switchover to that side. */
  private static final List<String> ENDED_BY_A_SWITCHOVER = List.of("worker-crashes-on-");

  /**
   * After 90 s without a worker there is to be an alarm, also by a master that has just begun to
   * look.
   */
  private static final Duration LONGEST_REST = Duration.ofSeconds(135);

  private static final int MASTERS = 2;

  private final Ground ground;
  private final ChaosPlan plan;
  private final Path home;
  private final Trace trace;
  private final Proof proof;
  private final Workers workers;
  private final AtomicBoolean over = new AtomicBoolean();
  private Optional<LedgerFindings> ledger = Optional.empty();
  private List<Journaled> journal = List.of();
  private Map<String, Integer> mishaps = Map.of();
  private Map<String, Integer> struck = Map.of();
  private Map<String, Integer> alarms = Map.of();
  private Duration longestRest = Duration.ZERO;

  /**
   * Does nothing yet.
   *
   * @param home below which evidence is kept
   */
  ChaosRun(Ground ground, ChaosPlan plan, Path home, Trace trace) {
    this.ground = ground;
    this.plan = plan;
    this.home = home;
    this.trace = trace;
    this.proof = new Proof(ground);
    this.workers = new Workers(ground.sandbox());
  }

  /** Runs it to its end; whatever goes wrong is in the result. */
  ChaosResult run() {
    ReadyFile ready = ground.ready();
    try (MasterClient patient = client(PATIENCE);
        MasterClient hasty = client(HASTE);
        Troubles troubles = new Troubles(ready.control(), plan.seed())) {
      prepare(patient);
      disturb(hasty, troubles);
      Calm calm = new Calm(ground.sandbox(), patient, ground.databases().records());
      Side active = calm.await(ENDED_BY_A_SWITCHOVER);
      trace.add(
          "calm: the worker of the %s writes, and nobody else runs".formatted(active.label()));
      calm.switchOver(active);
      Side last = calm.await(List.of());
      trace.add("one more switchover, undisturbed, has completed");
      ledger = Optional.of(proof.atRest(last));
    } catch (Exception failure) {
      proof.add(DemoFailure.reason(failure));
    }
    return result();
  }

  private MasterClient client(Duration silence) {
    ReadyFile ready = ground.ready();
    return new MasterClient(ready.master().url(), ready.sharedKey(), silence, ANSWER_LIMIT);
  }

  /** The standby has its fence, and a second master stands in. */
  private void prepare(MasterClient client) {
    client.status();
    URI change = client.fenceStandby();
    long deadline = System.nanoTime() + FENCE_LIMIT.toNanos();
    while (!client.look(change).getString("state").equals("DONE")) {
      if (System.nanoTime() - deadline >= 0) {
        throw new ChaosFailure("the standby was not fenced: " + client.look(change).encode());
      }
      Awaiting.pause(GLANCE);
    }
    // Not before: only the process that closes the fence can be asked whether it is closed.
    ground.sandbox().app(Side.MASTER).formation().scale(ProcessType.WEB, MASTERS);
    trace.add("the standby is fenced, and a second master stands in");
  }

  private void disturb(MasterClient client, Troubles troubles) {
    Workflows workflows = new Workflows(ground.databases().vertx());
    Mischief mischief = new Mischief(ground, troubles, trace);
    Requests requests = new Requests(client, workers::none, trace, plan.seed());
    Duration begun = trace.age();
    List<Scheduled> schedule =
        Schedule.of(plan.seed(), plan.length(), apps()).stream()
            .map(each -> each.after(begun))
            .toList();
    Future<?> watching = started(workflows, "watch the workers", () -> workers.watch(over::get));
    Future<?> asking = started(workflows, "ask for switchovers", () -> requests.go(over::get));
    Future<?> striking = Future.succeededFuture();
    try {
      striking = mischief.perform(schedule, over::get);
      Awaiting.await(striking, plan.length().plus(END_LIMIT), "the last mishap");
      while (trace.age().compareTo(begun.plus(plan.length())) < 0) {
        Awaiting.pause(GLANCE);
      }
    } finally {
      over.set(true);
      mishaps = mischief.counts();
      struck = mischief.struck();
      longestRest = requests.longestRest();
      alarms = requests.alarms();
      settle(Future.join(watching, asking, striking));
    }
    Awaiting.await(Future.all(watching, asking), END_LIMIT, "the end of what was under way");
    troubles.endAll();
    trace.add("nothing goes wrong any more");
  }

  private static Future<?> started(Workflows workflows, String name, Runnable work) {
    return workflows.start(
        name,
        () -> {
          work.run();
          return true;
        });
  }

  /** Waits for the end of all, however it is, also after an interrupt, which is handed on. */
  private static void settle(Future<?> all) {
    boolean interrupted = Thread.interrupted();
    Awaiting.await(all.otherwiseEmpty(), END_LIMIT, "the end of what was under way");
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Troubles.Apps apps() {
    return new Troubles.Apps(ground.ready().master().app(), ground.ready().slave().app());
  }

  private ChaosResult result() {
    boolean interrupted = Thread.interrupted();
    try {
      always();
    } catch (Exception unreadable) {
      proof.add("what was left cannot be checked: " + DemoFailure.reason(unreadable));
    }
    Optional<Path> logs = proof.violations().isEmpty() ? Optional.empty() : evidence();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return new ChaosResult(
        plan,
        mishaps,
        struck,
        ends(each -> !each.refresh()),
        ends(Journaled::refresh),
        alarms,
        ledger,
        proof.violations(),
        logs);
  }

  /** What must hold whether or not it came to rest. */
  private void always() throws Exception {
    proof.turns();
    if (workers.stayedBeside()) {
      proof.add(
          "both sides had a process of a worker for %d s on end"
              .formatted(workers.longestBeside().toSeconds()));
    }
    if (longestRest.compareTo(LONGEST_REST) > 0) {
      proof.add(
          "no worker ran for %d s on end while nothing was under way and no alarm stood"
              .formatted(longestRest.toSeconds()));
    }
    if (alarms.containsKey("sides-differed-at-the-commit")) {
      proof.add("the alarm sides-differed-at-the-commit stood");
    }
    proof.secrets(trace);
    if (ledger.isPresent()) {
      journal = proof.succession();
    }
  }

  private Optional<Path> evidence() {
    try {
      return Optional.of(Evidence.keep(ground, trace, plan, home));
    } catch (Exception unwritable) {
      proof.add("the evidence cannot be kept: " + DemoFailure.reason(unwritable));
      return Optional.empty();
    }
  }

  private Map<String, Integer> ends(Predicate<Journaled> which) {
    Map<String, Integer> ends = new TreeMap<>();
    journal.stream().filter(which).forEach(each -> ends.merge(each.state(), 1, Integer::sum));
    return ends;
  }
}
