package hma.crash;

import static org.assertj.core.api.Assertions.assertThat;

import hma.master.switchover.Step;
import hma.master.switchover.StepListener;
import hma.protocol.Side;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every step of a switchover × {begun, between its effect and its record, after} × everything that
 * can die × both directions × live copy on, off and begun table by table, a refresh and a
 * rehearsal, each followed by recovery and a check of what is to hold always. {@code ./hma test
 * --all} runs all of it, {@code ./hma test} some, other ones each day.
 *
 * <p>{@code -Dhma.test.seed=N} repeats them, {@code -Dhma.test.from=F} passes over F of them,
 * {@code -Dhma.test.crashes=K} makes it K, {@code -Dhma.test.crash=TEXT} runs those whose
 * description contains the text, and {@code -Dhma.test.parallel=P} runs P at a time.
 */
class CrashMatrixTest {
  private static final Logger log = LoggerFactory.getLogger(CrashMatrixTest.class);
  private static final int SHARD = Integer.getInteger("hma.test.crashes", 6);
  private static final int FROM = Integer.getInteger("hma.test.from", 0);
  private static final int AT_A_TIME = Integer.getInteger("hma.test.parallel", 4);
  private static final int TELLING = 50;

  /** What no master takes on its own: FailoverTest kills those who do. */
  private static final EnumSet<Step> OF_A_FAILOVER =
      EnumSet.of(Step.STOP_OTHER, Step.ACTIVATE, Step.FENCE_OTHER);

  @Test
  void whateverDiesOneWorkerIsLeftAndNothingIsLost() throws Exception {
    long seed = Long.getLong("hma.test.seed", LocalDate.now(ZoneOffset.UTC).toEpochDay());
    List<Scenario> all = all();
    Collections.shuffle(all, new Random(seed));
    List<Scenario> chosen = chosen(all);
    System.err.printf(
        "hma tests: %d of %d crashes from -Dhma.test.seed=%d%n", chosen.size(), all.size(), seed);

    List<String> failed = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(AT_A_TIME)) {
      List<Future<String>> ends =
          chosen.stream().map(scenario -> pool.submit(running(scenario))).toList();
      for (int i = 0; i < ends.size(); i++) {
        String failure = ends.get(i).get();
        if (i % TELLING == TELLING - 1) {
          System.err.printf(
              "hma tests: %d of %d crashes, %d failed before%n",
              i + 1, chosen.size(), failed.size());
        }
        if (!failure.isEmpty()) {
          failed.add(failure);
        }
      }
    }
    assertThat(failed).isEmpty();
  }

  private static List<Scenario> chosen(List<Scenario> all) {
    String part = System.getProperty("hma.test.crash", "");
    if (!part.isEmpty()) {
      return all.stream().filter(scenario -> scenario.toString().contains(part)).toList();
    }
    return all.subList(FROM, Boolean.getBoolean("hma.test.all") ? all.size() : FROM + SHARD);
  }

  private static Callable<String> running(Scenario scenario) {
    return () -> {
      try {
        scenario.run();
        return "";
      } catch (Throwable failure) {
        log.error(scenario.toString(), failure);
        return scenario + ": " + failure;
      }
    };
  }

  /** What a switchover does is read from one that nothing happens to. */
  private static List<Scenario> all() throws Exception {
    List<Scenario> all = new ArrayList<>();
    Set<Step> covered = EnumSet.noneOf(Step.class);
    for (Manner manner : Manner.values()) {
      Set<Step> steps = EnumSet.copyOf(Scenario.undisturbed(manner));
      steps.addAll(manner.outOfTheWay());
      covered.addAll(steps);
      for (Step step : steps.stream().filter(manner.ofItsOwn()).toList()) {
        for (StepListener.Moment moment : StepListener.Moment.values()) {
          for (Fault fault : Fault.values()) {
            for (Side from : Side.values()) {
              all.add(new Scenario(step, moment, fault, from, manner));
            }
          }
        }
      }
    }
    assertThat(covered).isEqualTo(EnumSet.complementOf(OF_A_FAILOVER));
    return all;
  }
}
