package hma.master.model;

import java.util.EnumSet;
import java.util.Set;

/** The rules that are kept. */
record Rules(Set<Rule> kept) {
  static Rules all() {
    return new Rules(EnumSet.allOf(Rule.class));
  }

  Rules without(Rule rule) {
    Set<Rule> rest = EnumSet.copyOf(kept);
    rest.remove(rule);
    return new Rules(rest);
  }

  boolean keep(Rule rule) {
    return kept.contains(rule);
  }
}
