package hma.master.switchover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What may follow what: read from the states themselves, so that one more is covered by itself. */
class StateTest {
  private static final List<Walk> EVERYWHERE = Walk.everywhere();

  @Test
  void everyStateIsCovered() {
    assertThat(Walk.all(EVERYWHERE))
        .<Class<?>>extracting(walk -> walk.state().getClass())
        .containsAll(Walk.kinds());
  }

  @ParameterizedTest
  @EnumSource
  void ofAllPairsOnlyThoseThatAStateOffersAreEntered(State.Way way) {
    List<Walk> all = Walk.from(State.opened(way)).all().toList();

    for (Walk current : all) {
      for (Walk next : all) {
        if (next.equals(current) || current.next().contains(next)) {
          assertThatCode(() -> next.state().refuseUnlessFollows(current.state()))
              .doesNotThrowAnyException();
        } else {
          assertThatIllegalStateException()
              .isThrownBy(() -> next.state().refuseUnlessFollows(current.state()))
              .withMessageStartingWith(
                  "%s does not follow from %s", next.state().shown(), current.state().shown());
        }
      }
    }
  }

  /** The type of each state offers what any run may do; what a run is for decides the rest. */
  @Test
  void whatARunIsNotForIsRefusedByName() {
    assertThat(Walk.from(State.opened(State.Way.REFRESH)).refusals())
        .containsExactlyInAnyOrder(
            "COPYING does not follow from PREPARING in a refresh",
            "COPYING does not follow from PREPARING in a refresh",
            "STOPPING does not follow from PREPARING in a refresh",
            "COMPLETED does not follow from PREPARING in a refresh");
    assertThat(Walk.from(State.opened(State.Way.SWITCHOVER)).refusals())
        .containsExactlyInAnyOrder(
            "COPYING does not follow from PREPARING in a switchover",
            "COPYING does not follow from PREPARING in a switchover",
            "COMPLETED does not follow from PREPARING in a switchover");
    assertThat(Walk.from(State.left(State.Way.SWITCHOVER, SwitchoverState.STARTING)).refusals())
        .containsExactlyInAnyOrder(
            "FINISHING does not follow from STARTING in a switchover",
            "COMPLETED does not follow from STARTING in a switchover",
            "ROLLED_BACK does not follow from STARTING in a switchover");
  }

  @Test
  void eachWayIsSeenByItsOwnNames() {
    assertThat(Walk.from(State.opened(State.Way.SWITCHOVER)).names())
        .containsExactly(SwitchoverState.values());
    assertThat(Walk.from(State.opened(State.Way.REFRESH)).names())
        .containsExactly(
            SwitchoverState.PREPARING,
            SwitchoverState.COPYING,
            SwitchoverState.FINISHING,
            SwitchoverState.COMPLETED,
            SwitchoverState.ROLLED_BACK,
            SwitchoverState.CANCELLED);
    assertThat(Walk.from(State.opened(State.Way.REHEARSAL)).names())
        .isEqualTo(Walk.from(State.opened(State.Way.REFRESH)).names());
    assertThat(Walk.from(State.opened(State.Way.FAILOVER)).names())
        .hasSameElementsAs(
            EnumSet.complementOf(EnumSet.of(SwitchoverState.COPYING, SwitchoverState.CANCELLED)));
  }

  @Test
  void everyStateThatIsNotTheEndHasAWayToOne() {
    for (Walk walk : Walk.all(EVERYWHERE)) {
      boolean over = walk.state() instanceof State.Over;

      assertThat(walk.next().isEmpty()).as(walk.state().toString()).isEqualTo(over);
      if (!(walk.state() instanceof State.Left)) {
        assertThat(walk.state().shown().terminal()).isEqualTo(over);
      }
    }
  }

  @Test
  void nobodyGoesForwardOrBackWithoutAProofAndNoneIsMadeByHand() {
    for (Class<?> kind : Walk.kinds()) {
      for (Method way : Walk.ways(kind)) {
        Class<?> to = way.getReturnType();
        if (State.Undecided.class.isAssignableFrom(kind)) {
          assertThat(way.getParameterTypes())
              .as(way.toString())
              .containsExactly(proofs(way).toArray(Class<?>[]::new));
        }
        if (to == State.Cancelled.class) {
          assertThat(kind).isAssignableTo(State.Revocable.class);
        }
      }
    }
    assertThat(
            Stream.concat(
                    Walk.kinds().stream(),
                    Arrays.stream(Settling.Settled.class.getPermittedSubclasses()))
                .flatMap(kind -> Arrays.stream(kind.getDeclaredConstructors())))
        .allMatch(constructor -> Modifier.isPrivate(constructor.getModifiers()));
  }

  private static Stream<Class<?>> proofs(Method way) {
    return switch (way.getName()) {
      case "overtaken" -> Stream.of(String.class);
      case "givenUp" -> Stream.of();
      default ->
          way.getDeclaringClass() == State.Rehearsed.class
              ? Stream.of(Settling.Aborted.class)
              : proof(way.getReturnType());
    };
  }

  private static Stream<Class<?>> proof(Class<?> to) {
    if (State.Undecided.class.isAssignableFrom(to)) {
      return Stream.of();
    }
    return to == State.RolledBack.class || to == State.Cancelled.class
        ? Stream.of(Settling.Aborted.class)
        : Stream.of(Settling.Committed.class);
  }

  @Test
  void afterTheCommitOnlyAFailoverLeadsBack() {
    assertThat(Walk.all(EVERYWHERE))
        .filteredOn(walk ->
            walk.state() instanceof State.Starting || walk.state() instanceof State.Finishing)
        .allSatisfy(walk ->
            assertThat(
                    Walk.ways(walk.state().getClass()).stream()
                        .filter(way -> !way.getName().equals("overtaken"))
                        .map(Method::getReturnType)
                        .collect(Collectors.toSet()))
                .isSubsetOf(State.Finishing.class, State.Completed.class, State.Failed.class));
  }
}
