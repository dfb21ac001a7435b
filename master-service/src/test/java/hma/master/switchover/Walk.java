package hma.master.switchover;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that may become of a run: whatever the methods of its states offer, found by reflection.
 *
 * @param state where it is
 * @param next where each of the state's methods leads
 * @param refusals what those said that refused
 */
record Walk(State state, List<Walk> next, List<String> refusals) {
  private static final Map<Class<?>, Object> ARGUMENTS =
      Map.of(
          Settling.Committed.class,
          Proofs.COMMITTED,
          Settling.Aborted.class,
          Proofs.ABORTED,
          String.class,
          "failover-20261101-000003-5f3a9c1e");

  /** From one state on to every end. */
  static Walk from(State state) {
    List<Walk> next = new ArrayList<>();
    List<String> refusals = new ArrayList<>();
    for (Method method : ways(state.getClass())) {
      try {
        next.add(from((State) method.invoke(state, arguments(method))));
      } catch (InvocationTargetException refused) {
        refusals.add(((IllegalStateException) refused.getCause()).getMessage());
      } catch (IllegalAccessException impossible) {
        throw new AssertionError(impossible);
      }
    }
    return new Walk(state, next, refusals);
  }

  /** The methods of a state, inherited ones included, that make another. */
  static List<Method> ways(Class<?> state) {
    return Stream.<Class<?>>iterate(state, type -> type != Object.class, Class::getSuperclass)
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(method -> State.class.isAssignableFrom(method.getReturnType()))
        .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic())
        .sorted(Comparator.comparing(Method::getName))
        .toList();
  }

  private static Object[] arguments(Method method) {
    return Arrays.stream(method.getParameterTypes()).map(ARGUMENTS::get).toArray();
  }

  /** The classes that a state can be of. */
  static Set<Class<?>> kinds() {
    return leaves(State.class).collect(Collectors.toSet());
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(Walk::leaves)
        : Stream.of(type);
  }

  /** This and all that may follow. */
  Stream<Walk> all() {
    return Stream.concat(Stream.of(this), next.stream().flatMap(Walk::all));
  }

  /** By which names people may see it. */
  Set<SwitchoverState> names() {
    return all().map(walk -> walk.state.shown()).collect(Collectors.toCollection(TreeSet::new));
  }

  /** All that may become of all runs that begin, or are left with any name. */
  static List<Walk> everywhere() {
    return Arrays.stream(State.Way.values())
        .flatMap(way ->
            Stream.concat(
                Stream.<State>of(State.opened(way)),
                Stream.of(SwitchoverState.values()).map(name -> State.left(way, name))))
        .map(Walk::from)
        .toList();
  }

  /** As {@link #all}, of several. */
  static List<Walk> all(Collection<Walk> walks) {
    return walks.stream().flatMap(Walk::all).toList();
  }
}
