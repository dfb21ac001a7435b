package hma.master.api;

import static org.assertj.core.api.Assertions.assertThat;

import hma.master.support.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpentTokensTest {
  private final TestClock clock = new TestClock(Instant.parse("2026-11-21T00:00:00.700Z"));
  private final SpentTokens spent = new SpentTokens(clock, 2);

  @Test
  void acceptsATokenOnce() {
    assertThat(spend(token("a"))).isEqualTo(SpentTokens.Outcome.ACCEPTED);
    assertThat(spend(token("a"))).isEqualTo(SpentTokens.Outcome.SEEN_BEFORE);
  }

  @Test
  void refusesRatherThanForgets() {
    spend(token("a"));
    spend(token("b"));

    assertThat(spend(token("c"))).isEqualTo(SpentTokens.Outcome.MEMORY_FULL);
    assertThat(spend(token("a"))).isEqualTo(SpentTokens.Outcome.SEEN_BEFORE);
  }

  @Test
  void forgetsWhatHasExpiredWhenItNeedsTheRoom() {
    spend(token("a"));
    spend(token("b"));
    clock.move(Duration.ofMinutes(5));

    assertThat(spend(token("c"))).isEqualTo(SpentTokens.Outcome.ACCEPTED);
  }

  @Test
  void knowsNothingOfTokensFromBeforeItsBeginningAndRefusesThem() {
    Instant second = Instant.parse("2026-11-21T00:00:00Z");

    assertThat(spend(token("a", second.minusSeconds(1))))
        .isEqualTo(SpentTokens.Outcome.OLDER_THAN_THIS_PROCESS);
    assertThat(spend(token("a", second))).isEqualTo(SpentTokens.Outcome.ACCEPTED);
  }

  @Test
  void refusesWhatMayHaveActedBeforeAnotherMaster() {
    Instant taken = Instant.parse("2026-11-21T00:10:00.900Z");
    clock.move(Duration.ofMinutes(10));

    assertThat(spent.spend(token("a", taken.minusSeconds(1)), taken))
        .isEqualTo(SpentTokens.Outcome.OLDER_THAN_THIS_PROCESS);
    assertThat(spent.spend(token("a", Instant.parse("2026-11-21T00:10:00Z")), taken))
        .isEqualTo(SpentTokens.Outcome.ACCEPTED);
  }

  private SpentTokens.Outcome spend(AccessToken token) {
    return spent.spend(token, Instant.MIN);
  }

  private AccessToken token(String id) {
    return token(id, clock.instant());
  }

  private static AccessToken token(String id, Instant issuedAt) {
    return new AccessToken(
        id, Optional.of(Scope.ADMIN), issuedAt, issuedAt.plus(Duration.ofMinutes(5)));
  }
}
