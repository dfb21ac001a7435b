package hma.master.heroku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPolicyTest {
  private final RetryPolicy policy =
      new RetryPolicy(
          Duration.ofMillis(100),
          Duration.ofSeconds(2),
          Duration.ofSeconds(20),
          Duration.ofSeconds(60));

  @Test
  void doublesThePauseUpToTheLongest() {
    assertThat(IntStream.rangeClosed(1, 7).mapToObj(failures -> longest(failures)))
        .containsExactly(100L, 200L, 400L, 800L, 1600L, 2000L, 2000L);
  }

  @Test
  void drawsThePauseFromItsUpperHalf() {
    assertThat(policy.pauseAfter(3, Duration.ZERO, 0)).contains(Duration.ofMillis(200));
    assertThat(policy.pauseAfter(3, Duration.ZERO, 0.5)).contains(Duration.ofMillis(300));
  }

  @Test
  void endsWhenThePauseWouldReachTheOverallLimit() {
    assertThat(policy.pauseAfter(1, Duration.ofMillis(59_949), 0)).isPresent();
    assertThat(policy.pauseAfter(1, Duration.ofMillis(59_950), 0)).isEqualTo(Optional.empty());
    assertThat(policy.pauseAfter(1, Duration.ofSeconds(70), 0)).isEmpty();
  }

  @Test
  void surprisesNobodyAfterManyFailures() {
    assertThat(policy.pauseAfter(10_000, Duration.ZERO, 0.999)).contains(Duration.ofMillis(1999));
  }

  @Test
  void leavesAnAttemptNoMoreThanWhatIsLeftOfTheWhole() {
    assertThat(policy.limitOfAttempt(Duration.ZERO)).isEqualTo(Duration.ofSeconds(20));
    assertThat(policy.limitOfAttempt(Duration.ofSeconds(55))).isEqualTo(Duration.ofSeconds(5));
    assertThat(policy.limitOfAttempt(Duration.ofSeconds(60))).isEqualTo(Duration.ofMillis(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504})
  void triesAgainWhatMayPass(int status) {
    assertThat(RetryPolicy.mayPass(status)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 400, 401, 402, 403, 404, 409, 418, 422})
  void doesNotRepeatWhatWasRefused(int status) {
    assertThat(RetryPolicy.mayPass(status)).isFalse();
  }

  @Test
  void refusesDurationsThatAreNone() {
    assertThatThrownBy(() -> policy.within(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("overall limit");
  }

  private long longest(int failures) {
    return policy.pauseAfter(failures, Duration.ZERO, Math.nextDown(1.0)).orElseThrow().toMillis();
  }
}
