package hma.master.model;

import java.util.EnumSet;
import java.util.Set;

/**
 * The rules that are kept.
 *
 * @param fenceOff with {@code HMA_FENCE=off}: nothing is ever fenced, and a worker that was stopped
 *     has to be dead before its rows are read, and no other may have come until the commit
 */
record Rules(Set<Rule> kept, boolean fenceOff) {
  static Rules all() {
    return new Rules(EnumSet.allOf(Rule.class), false);
  }

  /** As they are with {@code HMA_FENCE=off}. */
  static Rules withFenceOff() {
    return new Rules(all().without(Rule.FENCE).kept(), true);
  }

  Rules without(Rule rule) {
    Set<Rule> rest = EnumSet.copyOf(kept);
    rest.remove(rule);
    return new Rules(rest, fenceOff);
  }

  /** Who may write on a side that is not active. */
  Grants ofStandby() {
    return fenceOff ? Grants.GRANTED : Grants.FENCED;
  }

  boolean keep(Rule rule) {
    return kept.contains(rule);
  }
}
