package hma.signing;

import static hma.signing.Fixtures.LONG_AGO;
import static hma.signing.Fixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import hma.signing.ReplayGuard.Admission;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReplayGuardTest {
  private static final long SOON = NOW.getEpochSecond() + 100;

  private final AtomicReference<Instant> time = new AtomicReference<>(NOW);
  private final ReplayGuard guard = new ReplayGuard(time::get, LONG_AGO, 3);

  @Test
  void admitsANonceOnce() {
    assertThat(guard.hasSeen(nonce(1))).isFalse();

    assertThat(guard.admit(nonce(1), SOON)).isEqualTo(Admission.ADMITTED);

    assertThat(guard.hasSeen(nonce(1))).isTrue();
    assertThat(guard.admit(nonce(1), SOON)).isEqualTo(Admission.REPLAYED);
  }

  @Test
  void knowsANonceAgainUnderAnotherExpiry() {
    guard.admit(nonce(1), SOON);

    assertThat(guard.admit(nonce(1), SOON + 1)).isEqualTo(Admission.REPLAYED);
  }

  @Test
  void remembersANonceThroughTheLastSecondOfItsRequest() {
    guard.admit(nonce(1), SOON);

    time.set(Instant.ofEpochSecond(SOON));

    assertThat(guard.admit(nonce(1), SOON)).isEqualTo(Admission.REPLAYED);
  }

  @Test
  void forgetsANonceWhenItsRequestCanNoLongerBeTaken() {
    guard.admit(nonce(1), SOON);

    time.set(Instant.ofEpochSecond(SOON + 1));

    assertThat(guard.admit(nonce(1), SOON)).isEqualTo(Admission.EXPIRED);
    assertThat(guard.size()).isZero();
  }

  @Test
  void admitsNothingForgottenWhenTheClockIsSetBack() {
    guard.admit(nonce(1), SOON);
    time.set(Instant.ofEpochSecond(SOON + 1));
    guard.admit(nonce(2), SOON + 50);

    time.set(NOW);

    assertThat(guard.admit(nonce(1), SOON)).isEqualTo(Admission.EXPIRED);
  }

  @Test
  void turnsNewRequestsAwayWhenFullAndForgetsNone() {
    IntStream.range(0, 3).forEach(number -> guard.admit(nonce(number), SOON));

    assertThat(guard.admit(nonce(3), SOON)).isEqualTo(Admission.BUSY);

    assertThat(guard.admit(nonce(0), SOON)).isEqualTo(Admission.REPLAYED);
    assertThat(guard.size()).isEqualTo(3);
  }

  @Test
  void hasRoomAgainWhenTheOldestAreOver() {
    IntStream.range(0, 3).forEach(number -> guard.admit(nonce(number), SOON + number));

    time.set(Instant.ofEpochSecond(SOON + 1));

    assertThat(guard.admit(nonce(3), SOON + 9)).isEqualTo(Admission.ADMITTED);
    assertThat(guard.size()).isEqualTo(3);
  }

  @Test
  void admitsOneOfManyThatComeAtTheSameTime() throws Exception {
    Callable<Admission> admission = () -> guard.admit(nonce(1), SOON);

    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Admission> admissions =
          threads.invokeAll(IntStream.range(0, 64).mapToObj(i -> admission).toList()).stream()
              .map(Future::resultNow)
              .toList();

      assertThat(admissions).hasSize(64).containsOnlyOnce(Admission.ADMITTED);
    }
  }

  @Test
  void takesNothingCreatedUpToTheSecondOfTheStart() {
    ReplayGuard young = new ReplayGuard(time::get, NOW.plusMillis(300));

    assertThat(young.isBeforeStart(NOW.getEpochSecond() - 1)).isTrue();
    assertThat(young.isBeforeStart(NOW.getEpochSecond())).isTrue();
    assertThat(young.isBeforeStart(NOW.getEpochSecond() + 1)).isFalse();
  }

  @Test
  void takesTheStartOfThisProcessByDefault() {
    ReplayGuard ours = ReplayGuard.ofThisProcess();

    assertThat(ours.isBeforeStart(Instant.now().getEpochSecond() + 1)).isFalse();
    assertThat(ours.isBeforeStart(Instant.now().getEpochSecond() - 86_400)).isTrue();
  }

  private static String nonce(long number) {
    return "0".repeat(16) + HexFormat.of().toHexDigits(number);
  }
}
