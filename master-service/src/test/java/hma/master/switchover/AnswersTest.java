package hma.master.switchover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hma.config.DatabaseUrl;
import hma.postgres.TestPostgres;
import hma.protocol.Side;
import hma.protocol.TableSelection;
import hma.sync.PostgresSite;
import hma.sync.Site;
import hma.workflow.Workflows;
import io.vertx.core.Vertx;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One question to both sides. */
class AnswersTest {
  private static final DatabaseUrl DATABASE = TestPostgres.shared().newDatabase();

  private final Vertx vertx = Vertx.vertx();
  private final Workflows workflows = new Workflows(vertx);
  private final PostgresSite source = new PostgresSite(vertx, Side.MASTER, DATABASE);
  private final Site target = new PostgresSite(vertx, Side.SLAVE, DATABASE);
  private final CyclicBarrier both = new CyclicBarrier(2);

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void areGivenAtTheSameTime() {
    Answers<Side> answers =
        Answers.of(
            workflows,
            source,
            target,
            site -> {
              meet();
              return site.side();
            });

    assertThat(answers).isEqualTo(new Answers<>(Side.MASTER, Side.SLAVE));
  }

  @Test
  void leaveNothingUnderWayWhenTheTargetFails() {
    AtomicBoolean ended = new AtomicBoolean();

    assertThatThrownBy(() ->
            Answers.of(
                workflows,
                source,
                target,
                site -> {
                  if (site.side() == Side.SLAVE) {
                    throw new IllegalStateException("the target failed");
                  }
                  source.install();
                  site.catalog(TableSelection.all());
                  return ended.getAndSet(true);
                }))
        .hasMessage("the target failed");

    assertThat(ended).isTrue();
  }

  @Test
  void failAsTheSourceDoes() {
    assertThatThrownBy(() ->
            Answers.of(
                workflows,
                source,
                target,
                site -> {
                  if (site.side() == Side.MASTER) {
                    throw new CalledOff();
                  }
                  return site.side();
                }))
        .isInstanceOf(CalledOff.class);
  }

  private void meet() {
    try {
      both.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
      throw new IllegalStateException(alone);
    }
  }
}
