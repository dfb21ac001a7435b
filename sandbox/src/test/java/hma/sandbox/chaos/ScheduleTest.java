package hma.sandbox.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import hma.sandbox.faults.Faults;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ScheduleTest {
  private static final Troubles.Apps APPS = new Troubles.Apps("mine", "yours");
  private static final Duration MINUTE = Duration.ofSeconds(60);

  @Test
  void isTheSameForTheSameSeedAndAnotherForAnother() {
    assertThat(Schedule.of(7, MINUTE, APPS)).isEqualTo(Schedule.of(7, MINUTE, APPS));
    assertThat(Schedule.of(7, MINUTE, APPS)).isNotEqualTo(Schedule.of(8, MINUTE, APPS));
  }

  @Test
  void isOverInTime() {
    for (long seed = 1; seed <= 200; seed++) {
      assertThat(Schedule.of(seed, MINUTE, APPS))
          .hasSizeGreaterThan(2)
          .allSatisfy(each -> assertThat(end(each)).isLessThanOrEqualTo(MINUTE));
    }
  }

  @Test
  void leavesNothingOut() {
    List<Mishap> all = mishaps().toList();

    assertThat(all)
        .extracting(Mishap::kind)
        .contains(
            "killed",
            "frozen",
            "sessions ended",
            "servers restarted",
            "faults of api",
            "faults of dynos",
            "faults of router",
            "faults of links");
    for (Victim victim : Victim.values()) {
      assertThat(all).contains(new Mishap.Kill(victim));
      assertThat(all)
          .anyMatch(each ->
              each instanceof Mishap.Freeze(Victim frozen, Duration time) && frozen == victim);
    }
  }

  @Test
  void asksForNothingThatTheSandboxRefuses() {
    List<Mishap.Trouble> troubles =
        mishaps().filter(Mishap.Trouble.class::isInstance).map(Mishap.Trouble.class::cast).toList();

    for (int index = 0; index + 3 < troubles.size(); index++) {
      String document = Troubles.document(1, troubles.subList(index, index + 3)).encode();
      assertThatCode(() -> Faults.parse(document)).as(document).doesNotThrowAnyException();
    }
  }

  private static Duration end(Scheduled each) {
    Duration aiming = each.aim().map(Aim::longest).orElse(Duration.ZERO);
    return each.at().plus(aiming).plus(each.mishap().time());
  }

  private static Stream<Mishap> mishaps() {
    return LongStream.rangeClosed(1, 200)
        .boxed()
        .flatMap(seed -> Schedule.of(seed, MINUTE, APPS).stream())
        .map(Scheduled::mishap);
  }
}
