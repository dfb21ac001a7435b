package hma.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hma.config.DatabaseUrl;
import hma.master.switchover.AlarmView;
import hma.master.switchover.StatusView;
import hma.master.switchover.Step;
import hma.master.switchover.StepListener;
import hma.master.switchover.SwitchoverState;
import hma.master.switchover.SwitchoverView;
import hma.postgres.Sql;
import hma.protocol.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;

/**
 * One switchover in which something goes wrong at one moment, and the check of what is left once
 * everything has come to rest.
 *
 * @param step where it goes wrong
 * @param moment when, as far as the journal can tell
 * @param fault what
 * @param from the side that is active before
 * @param manner what is being done
 */
record Scenario(Step step, StepListener.Moment moment, Fault fault, Side from, Manner manner) {
  private static final Duration LIMIT = Duration.ofSeconds(150);

  /** Steps that are taken only once something else went wrong, and what that is. */
  static final Map<Step, Detour> OUT_OF_THE_WAY =
      Map.of(
          Step.TERMINATE, Detour.STUBBORN_WORKER,
          Step.SETTLE, Detour.BROKEN_COMMIT,
          Step.PROVE_STOP, Detour.BROKEN_PROOF,
          Step.LIFT, Detour.BROKEN_PROOF,
          Step.RESTART_SOURCE, Detour.BROKEN_PROOF);

  /** How to get to a step that a switchover does not usually take. */
  enum Detour {
    NONE,
    /** The worker does not stop. */
    STUBBORN_WORKER,
    /** The target's transaction ends before its commit arrives. */
    BROKEN_COMMIT,
    /** The target's transaction ends while it is proven. */
    BROKEN_PROOF
  }

  @Override
  public String toString() {
    return "%s at %s of '%s', %s, %s"
        .formatted(
            fault,
            moment,
            step.label(),
            from == Side.MASTER ? "to the slave" : "to the master",
            manner.name().toLowerCase(Locale.ROOT));
  }

  /** The steps of one that nothing happens to. */
  static List<Step> undisturbed(Manner manner) throws Exception {
    try (World world = new World(Side.MASTER, manner)) {
      SwitchoverView view = act(world, Side.MASTER, manner);
      assertThat(view.state()).isEqualTo(SwitchoverState.COMPLETED);
      List<String> taken = view.steps().stream().map(taking -> taking.name()).toList();
      return Stream.of(Step.values()).filter(step -> taken.contains(step.label())).toList();
    }
  }

  private static SwitchoverView act(World world, Side from, Manner manner) throws Exception {
    patiently().untilAsserted(() -> assertAtRest(world, from, 1));
    Master master = world.leading();
    return ended(
        world,
        switch (manner) {
          case LIVE, STANDING, RESUMABLE -> master.start(from.other());
          case REFRESH -> master.refresh();
          case REHEARSAL -> master.rehearse(from.other());
        });
  }

  private static SwitchoverView ended(World world, SwitchoverView begun) {
    String id = begun.id();
    patiently().until(() -> ended(world, id).isPresent());
    return ended(world, id).orElseThrow();
  }

  /** Threads of a killed master end as they can: that is nobody's failure. */
  private static ConditionFactory patiently() {
    return await().dontCatchUncaughtExceptions().atMost(LIMIT);
  }

  private static Optional<SwitchoverView> ended(World world, String id) {
    try {
      return world.leading().find(id).filter(view -> view.state().terminal());
    } catch (Exception notNow) {
      return Optional.empty();
    }
  }

  /** Runs it. */
  void run() throws Exception {
    try (World world = new World(from, manner)) {
      world.arrange(plots());
      if (detour() == Detour.STUBBORN_WORKER) {
        world.makeStubborn(from);
      }
      SwitchoverState end = act(world, from, manner).state();
      boolean completed = end == SwitchoverState.COMPLETED;
      boolean moved = completed && manner.moves();
      Side owner = moved ? from.other() : from;
      if (manner == Manner.RESUMABLE && !completed) {
        completeTheStandby(world);
      }
      patiently().untilAsserted(() -> assertAtRest(world, owner, moved ? 2 : 1));
      int before = world.ledger().size();
      patiently().until(() -> world.ledger().size() > before + 3);
      // A master would start again what is stopped.
      world.leading().kill();
      world.endWorkers();
      patiently().untilAsserted(() -> check(world, owner, completed));
      assertThat(world.left()).as("what did not happen").isEmpty();
    }
  }

  /** Tables committed one by one stay, and what is left of them ends with the next copy. */
  private void completeTheStandby(World world) {
    patiently()
        .untilAsserted(() ->
            assertThat(world.leading().status().alarms())
                .extracting(AlarmView::code)
                .isSubsetOf("standby-unfit"));
    patiently()
        .ignoreExceptions()
        .untilAsserted(() ->
            assertThat(ended(world, world.leading().refresh()).state())
                .isEqualTo(SwitchoverState.COMPLETED));
  }

  private Detour detour() {
    return OUT_OF_THE_WAY.getOrDefault(step, Detour.NONE);
  }

  private List<World.Plot> plots() {
    World.Plot plot = new World.Plot(step, moment, fault);
    Fault targetBreaks =
        from == Side.MASTER
            ? Fault.SLAVE_DATABASE_SESSIONS_KILLED
            : Fault.MASTER_DATABASE_SESSIONS_KILLED;
    return switch (detour()) {
      case NONE, STUBBORN_WORKER -> List.of(plot);
      case BROKEN_COMMIT ->
          List.of(new World.Plot(Step.COMMIT, StepListener.Moment.BEGUN, targetBreaks), plot);
      case BROKEN_PROOF ->
          List.of(new World.Plot(Step.VERIFY, StepListener.Moment.BEGUN, targetBreaks), plot);
    };
  }

  /** One worker, where the journal says; nobody else; nothing to tell a person. */
  private static void assertAtRest(World world, Side owner, long epoch) {
    StatusView status = world.leading().status();
    assertThat(status.alarms()).extracting(AlarmView::message).isEmpty();
    assertThat(status.switchover()).isNull();
    assertThat(status.active()).isEqualTo(owner);
    assertThat(status.epoch()).isEqualTo(epoch);
    assertThat(world.apps().agents()).as("agents").isZero();
    assertThat(world.apps().workers(owner)).isEqualTo(1);
    assertThat(world.apps().workers(owner.other())).isZero();
    assertThat(world.works(owner)).isTrue();
    assertThat(world.works(owner.other())).isFalse();
  }

  private void check(World world, Side owner, boolean completed) {
    List<String> wrong = new ArrayList<>(world.ledger().check(world.database(owner)));
    if (world.ledger().changes() > (completed && manner.moves() ? 1 : 0)) {
      wrong.add("writers took turns %d times".formatted(world.ledger().changes()));
    }
    wrong.addAll(leftIn(world.masterDatabase(), "master"));
    wrong.addAll(leftIn(world.slaveDatabase(), "slave"));
    checkFence(world.database(owner), false, wrong);
    DatabaseUrl standby = world.database(owner.other());
    if (manner == Manner.REHEARSAL) {
      if (!Sql.value(standby, "SELECT count(*) FROM cargo").equals("0")) {
        wrong.add("a rehearsal has left rows on the standby");
      }
    } else if (completed) {
      checkFence(standby, true, wrong);
    }
    assertThat(wrong).as(toString()).isEmpty();
  }

  private static List<String> leftIn(DatabaseUrl database, String name) {
    List<String> left = new ArrayList<>();
    if (Sql.value(database, "SELECT to_regclass('hma.state') IS NULL").equals("t")) {
      return left;
    }
    for (String query :
        List.of(
            "SELECT 'trigger ' || tgname FROM pg_trigger WHERE tgname LIKE 'hma%'",
            "SELECT 'capture of ' || switchover FROM hma.capture",
            "SELECT 'function ' || proname FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace"
                + " WHERE nspname = 'hma' AND proname LIKE '%capture%'",
            "SELECT 'unvalidated ' || constraint_name FROM hma.unvalidated",
            "SELECT 'invalid ' || conname FROM pg_constraint WHERE NOT convalidated",
            "SELECT 'session ' || application_name FROM pg_stat_activity"
                + " WHERE datname = current_database() AND application_name LIKE 'hma/%'")) {
      Sql.rows(database, query)
          .forEach(row -> left.add("the %s's database has %s".formatted(name, row.getFirst())));
    }
    return left;
  }

  private static void checkFence(DatabaseUrl database, boolean fenced, List<String> wrong) {
    boolean writable =
        Sql.value(database, "SELECT has_table_privilege('entry', 'INSERT')").equals("t");
    if (writable == fenced) {
      wrong.add(fenced ? "the standby is not fenced" : "the active side is fenced");
    }
  }
}
