package hma.master;

import static org.assertj.core.api.Assertions.assertThat;

import hma.master.heroku.CallListener;
import hma.master.support.TestClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PeersTest {
  private final TestClock clock = new TestClock(Instant.parse("2026-11-21T00:00:00Z"));
  private final Peers peers = new Peers(clock);

  @Test
  void areUpBeforeAnythingIsKnown() {
    assertThat(peers.look().up()).isTrue();
    assertThat(peers.look().data()).isEmpty();
  }

  @Test
  void areDownOnceAnAppWasGrantedNothingForMinutes() {
    // Given
    answered("a", 200);
    answered("b", 503);
    assertThat(peers.look().up()).isTrue();

    // When
    clock.move(Duration.ofMinutes(3));
    answered("b", 0);
    assertThat(peers.look().up()).isTrue();
    clock.move(Duration.ofMinutes(3));

    // Then
    assertThat(peers.look().up()).isFalse();
    assertThat(peers.look().data().getString("a"))
        .isEqualTo("answered 200 at 2026-11-21T00:00:00Z");
    assertThat(peers.look().data().getString("b"))
        .isEqualTo("no answer at 2026-11-21T00:03:00Z, nothing granted since 2026-11-21T00:00:00Z");
  }

  @Test
  void areUpAgainWithTheNextCallThatIsGranted() {
    // Given
    answered("a", 401);
    clock.move(Duration.ofMinutes(6));
    assertThat(peers.look().up()).isFalse();

    // When
    answered("a", 200);

    // Then
    assertThat(peers.look().up()).isTrue();
  }

  private void answered(String app, int status) {
    peers.ended(new CallListener.Attempt(app, "read_app", status, Duration.ofMillis(5)));
  }
}
