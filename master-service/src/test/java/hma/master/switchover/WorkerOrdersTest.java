package hma.master.switchover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hma.config.ProcessRule;
import hma.config.Secret;
import hma.master.heroku.AppAccess;
import hma.master.heroku.HerokuApi;
import hma.master.heroku.HerokuClient;
import hma.master.heroku.HerokuException;
import hma.master.heroku.RetryPolicy;
import hma.master.journal.ProcessQuantity;
import hma.protocol.Side;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a worker of several process types orders, and in which order. */
class WorkerOrdersTest {
  private final Vertx vertx = Vertx.vertx();
  private TwoApps heroku;
  private HerokuApi api;

  @BeforeEach
  void start() throws Exception {
    heroku = new TwoApps(vertx);
    api = new HerokuApi(vertx, heroku.address(), RetryPolicy.standard());
    heroku.scale("a", "clock", 1);
    heroku.scale("a", "mailer", 2);
    heroku.scale("a", "worker", 1);
  }

  @AfterEach
  void stop() throws Exception {
    api.close();
    heroku.close();
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @Test
  void startsInTheOrderOfTheSettingsAndStopsInTheReverseOne() {
    // Given
    Worker worker = worker(carriedOver("worker"), carriedOver("clock"), carriedOver("mailer"));
    List<ProcessQuantity> formation = worker.formation();

    // When
    worker.stop();
    worker.start(formation.reversed());

    // Then
    assertThat(heroku.orders())
        .containsExactly(
            "a mailer=0", "a clock=0", "a worker=0", "a worker=1", "a clock=1", "a mailer=2");
  }

  @Test
  void runsWhatIsFixedAndCarriesTheRestOver() {
    // Given
    Worker worker =
        worker(
            new ProcessRule("worker", Optional.of(3), Optional.of("standard-1x")),
            carriedOver("clock"),
            new ProcessRule("mailer", Optional.of(1), Optional.of("eco")));

    // When
    List<ProcessQuantity> toRun = worker.toRun();
    worker.start(toRun);

    // Then
    assertThat(toRun)
        .containsExactly(
            new ProcessQuantity("worker", 3, "standard-1x"),
            new ProcessQuantity("clock", 1, "Eco"),
            new ProcessQuantity("mailer", 1, "Eco"));
    assertThat(heroku.orders())
        .containsExactly("a worker=3:standard-1x", "a clock=1", "a mailer=1");
  }

  @Test
  void stopsTheOthersWhereOneTypeIsRefused() {
    // Given
    Worker worker = worker(carriedOver("worker"), carriedOver("clock"));
    heroku.refuseType("clock");

    // When
    assertThatThrownBy(worker::stop)
        // Then
        .isInstanceOf(HerokuException.class)
        .hasMessageContaining("scale clock to 0");
    assertThat(heroku.orders()).containsExactly("a worker=0");
  }

  private static ProcessRule carriedOver(String type) {
    return ProcessRule.carriedOver(type);
  }

  private Worker worker(ProcessRule... rules) {
    HerokuClient app =
        new HerokuClient(api, AppAccess.ofWorker(Side.MASTER, "a", Secret.of("a-token")));
    return new Worker(Side.MASTER, app, List.of(rules), Future::succeededFuture);
  }
}
