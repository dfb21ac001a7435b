package hma.agent;

import static hma.agent.InMemorySite.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import hma.agent.work.PreparedSite;
import hma.master.agent.RemoteSite;
import hma.postgres.DatabaseProblems;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An agent that starts before its database can be reached. */
class PreparedSiteTest {
  private final AtomicBoolean reachable = new AtomicBoolean();
  private final AtomicInteger installed = new AtomicInteger();
  private final TestAgent agent =
      TestAgent.serving(
          new PreparedSite(new InMemorySite(), this::install), Duration.ofSeconds(60));

  private void install() {
    if (!reachable.get()) {
      throw DatabaseProblems.unreachable("connecting", new IllegalStateException("refused"));
    }
    installed.incrementAndGet();
  }

  @AfterEach
  void close() {
    agent.close();
  }

  @Test
  void livesAndSaysThatItIsNotReady() throws Exception {
    assertThat(status("/health/live")).isEqualTo(200);
    assertThat(status("/health/ready")).isEqualTo(503);
  }

  @Test
  void tellsTheMasterWhyAndGoesOnOnceTheDatabaseIsThere() {
    // Given
    RemoteSite site = agent.site();
    assertThat(problemOf(site::state).code()).isEqualTo(DatabaseProblems.UNREACHABLE);
    assertThat(problemOf(() -> site.hello(Duration.ZERO)).code())
        .isEqualTo(DatabaseProblems.UNREACHABLE);

    // When
    reachable.set(true);

    // Then
    assertThat(site.state().serverVersion()).isEqualTo(170011);
    assertThat(site.hello(Duration.ofSeconds(20)).serverVersion()).isEqualTo(170011);
    Awaitility.await().untilAsserted(() -> assertThat(status("/health/ready")).isEqualTo(200));
    assertThat(installed).hasValue(1);
  }

  private int status(String path) throws Exception {
    return agent
        .masterVertx()
        .createHttpClient()
        .request(HttpMethod.GET, agent.port(), "127.0.0.1", path)
        .compose(request -> request.send())
        .map(answer -> answer.statusCode())
        .await(20, TimeUnit.SECONDS);
  }
}
