package hma.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hma.config.Secret;
import hma.protocol.Side;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class MasterClientTest {
  private static final Secret KEY = Secret.of("an example key of more than 32 characters");

  private final CountDownLatch moving = new CountDownLatch(1);
  private FakeMaster master;
  private MasterClient client;

  @BeforeEach
  void start() throws Exception {
    master =
        new FakeMaster((from, to, show) -> {
          moving.await();
          show.state(from + "_" + to, 5, 70);
          return "COMPLETED";
        });
    client = new MasterClient(master.uri(), KEY, Duration.ofSeconds(20));
  }

  @AfterEach
  void stop() throws Exception {
    moving.countDown();
    client.close();
    master.close();
  }

  @Test
  void asksForASwitchoverAndIsToldWhereToLook() {
    // When
    URI location = client.start(Side.MASTER, Side.SLAVE);

    // Then
    assertThat(location).isEqualTo(master.uri().resolve("/api/v1/switchovers/1"));
    assertThat(client.find(location).state()).isEqualTo("PREPARING");
    assertThat(client.find(location).terminal()).isFalse();
  }

  @Test
  void looksAgainWhileTheMasterIsNotReady() {
    // Given
    master.withhold(3);

    // When
    String active = client.status().getString("active");

    // Then
    assertThat(active).isEqualTo("master");
  }

  @Test
  void givesUpOnAMasterThatStaysSilent() throws Exception {
    // Given
    master.close();
    try (MasterClient impatient = new MasterClient(master.uri(), KEY, Duration.ZERO)) {
      // When
      assertThatThrownBy(impatient::status)
          // Then
          .isInstanceOf(DemoFailure.class)
          .hasMessage("the master has not answered GET /api/v1/status for 0 s");
    }
  }

  @Test
  void repeatsWhyTheMasterRefused() {
    // When
    assertThatThrownBy(() -> client.find(URI.create("/api/v1/switchovers/2")))
        // Then
        .isInstanceOf(DemoFailure.class)
        .hasMessage("GET /api/v1/switchovers/2 was answered with 404: {\"code\":\"unknown\"}");
  }
}
