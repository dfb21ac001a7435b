package hma.master.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import hma.architecture.ModuleUnderTest;
import hma.master.switchover.Step;
import hma.master.switchover.SwitchoverState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The product takes the model's steps in the model's order: read from its classes, where the code
 * of a way names them one after the other.
 */
class ProductOrderTest {
  private static final String PACKAGE = "hma.master.switchover.";
  private static final String STATE = PACKAGE + "State";
  private static final String RUN = "SwitchoverRun";

  /** A rehearsal goes back where nothing went wrong, which is no way of the model. */
  private static final String REHEARSED = STATE + "$Rehearsed";

  /** What carries a switchover's data is known to it by its interface. */
  private static final Map<String, String> MADE_BY = Map.of("Carriage", "LiveCarriage");

  /** Where steps are taken, and who leads there. */
  private static final Set<String> PARTS =
      Set.of(
          RUN,
          "GettingReady",
          "Settling",
          "GoingBack",
          "GoingForward",
          "Aftermath",
          "EndingCapture",
          "LiveCarriage",
          "ResumableCopy",
          "RunParts");

  /** What only a refresh does: it moves neither the epoch nor the worker. */
  private static final EnumSet<Step> OF_A_REFRESH = EnumSet.of(Step.ONE_MOMENT, Step.NOTE_MOMENT);

  /** What only a failover does, and the master that comes back after one. */
  private static final EnumSet<Step> OF_A_FAILOVER =
      EnumSet.of(Step.STOP_OTHER, Step.ACTIVATE, Step.FENCE_OTHER);

  private final JavaClasses product = ModuleUnderTest.classes();

  @Test
  void goesThereAsTheModelDoes() {
    List<Enum<?>> there = order("RunRecord", "opened", Set.of());
    there.addAll(order(RUN, "run", Set.of("SwitchoverRun.forwardOrBack", "GoingForward.run")));

    assertThat(there).isEqualTo(Ways.THERE);
  }

  @Test
  void settlesAsTheModelDoes() {
    assertThat(order(RUN, "resume", Set.of("GoingForward.run", "GoingBack.run")))
        .isEqualTo(Ways.SETTLING);
  }

  @Test
  void goesForwardAsTheModelDoes() {
    assertThat(order("GoingForward", "run", Set.of())).isEqualTo(Ways.FORWARD);
  }

  @Test
  void goesBackAsTheModelDoes() {
    assertThat(order("GoingBack", "run", Set.of())).isEqualTo(Ways.BACK);
  }

  @Test
  void hasNoStepAndNoStateThatTheModelLacks() {
    List<Enum<?>> known =
        Stream.of(Ways.THERE, Ways.SETTLING, Ways.FORWARD, Ways.BACK)
            .<Enum<?>>flatMap(List::stream)
            .distinct()
            .toList();

    assertThat(known)
        .hasSameElementsAs(
            Stream.<Enum<?>>concat(
                    EnumSet.complementOf(OF_A_REFRESH).stream()
                        .filter(step -> !OF_A_FAILOVER.contains(step)),
                    EnumSet.allOf(SwitchoverState.class).stream())
                .toList());
  }

  /** The steps that a method names, the states that it makes, and those of the methods it calls. */
  private List<Enum<?>> order(String type, String method, Set<String> leftOut) {
    List<Enum<?>> order = new ArrayList<>();
    JavaClass owner = product.get(PACKAGE + type);
    List<JavaAccess<?>> accesses =
        owner.getCodeUnits().stream()
            .filter(unit -> unit.getName().equals(method))
            .flatMap(unit -> accesses(unit).stream())
            .filter(access -> !access.getTargetOwner().getName().equals(REHEARSED))
            .toList();
    for (JavaAccess<?> access : accesses) {
      String target = access.getTargetOwner().getSimpleName();
      String part = MADE_BY.getOrDefault(target, target);
      if (access instanceof JavaFieldAccess field) {
        named(Step.values(), field)
            .filter(step -> !onlyAsksFor(accesses, field))
            .forEach(order::add);
      } else if (access.getTargetOwner().getName().startsWith(STATE)) {
        order.addAll(made(access));
      } else if (PARTS.contains(part) && !leftOut.contains(part + "." + access.getName())) {
        order.addAll(order(part, access.getName(), leftOut));
      }
    }
    return order;
  }

  private static <E extends Enum<E>> Stream<E> named(E[] values, JavaFieldAccess field) {
    return Stream.of(values)
        .filter(known -> field.getTargetOwner().isEquivalentTo(known.getDeclaringClass()))
        .filter(known -> known.name().equals(field.getName()));
  }

  /** The state that a state's method gives, by the name that it is shown by. */
  private static List<Enum<?>> made(JavaAccess<?> access) {
    return access.getTarget() instanceof CodeUnitAccessTarget method
        ? method.getRawReturnType().getConstructors().stream()
            .flatMap(constructor -> constructor.getFieldAccesses().stream())
            .<Enum<?>>flatMap(field -> named(SwitchoverState.values(), field))
            .distinct()
            .toList()
        : List.of();
  }

  private static List<JavaAccess<?>> accesses(JavaCodeUnit unit) {
    List<JavaAccess<?>> accesses = new ArrayList<>();
    accesses.addAll(unit.getFieldAccesses());
    accesses.addAll(unit.getMethodCallsFromSelf());
    accesses.addAll(unit.getMethodReferencesFromSelf());
    // What stands on one line is named in no order.
    accesses.sort(
        Comparator.<JavaAccess<?>>comparingInt(JavaAccess::getLineNumber)
            .thenComparing(JavaAccess::getName));
    return accesses;
  }

  /** Whether a step was begun is asked on a line of its own. */
  private static boolean onlyAsksFor(List<JavaAccess<?>> accesses, JavaFieldAccess step) {
    return accesses.stream()
        .anyMatch(access ->
            access.getName().equals("begun") && access.getLineNumber() == step.getLineNumber());
  }
}
