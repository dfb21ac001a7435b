package hma.master.model;

import java.util.EnumSet;
import java.util.Set;

/**
 * How far is explored.
 *
 * @param switchovers how many are begun
 * @param faults how many happen
 * @param kinds which ones
 */
record Bounds(int switchovers, int faults, Set<Fault> kinds) {
  static Bounds of(int switchovers, int faults) {
    return new Bounds(switchovers, faults, EnumSet.allOf(Fault.class));
  }

  Bounds without(Fault... left) {
    Set<Fault> rest = EnumSet.copyOf(kinds);
    rest.removeAll(Set.of(left));
    return new Bounds(switchovers, faults, rest);
  }

  boolean allow(World world, Fault fault) {
    return world.mayFail() && kinds.contains(fault);
  }
}
