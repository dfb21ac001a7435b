package hma.master.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private static final Patience STANDARD = Patience.standard();

  @Test
  void triesSixTimesInAboutTenMinutesWithGrowingPauses() {
    assertThat(STANDARD.pauses()).hasSize(5).isSorted();
    assertThat(STANDARD.pauses().stream().reduce(Duration.ZERO, Duration::plus))
        .isBetween(Duration.ofMinutes(9), Duration.ofMinutes(11));
    assertThat(STANDARD.pauseAfter(6, Duration.ZERO)).isEmpty();
  }

  @Test
  void waitsForAsLongAsTheReceiverAsksWithinReason() {
    assertThat(STANDARD.pauseAfter(1, Duration.ofSeconds(30)))
        .isEqualTo(Optional.of(Duration.ofSeconds(30)));
    assertThat(STANDARD.pauseAfter(1, Duration.ofDays(3)))
        .isEqualTo(Optional.of(Duration.ofMinutes(10)));
    assertThat(STANDARD.pauseAfter(5, Duration.ofSeconds(30)))
        .isEqualTo(Optional.of(Duration.ofMinutes(6)));
  }
}
